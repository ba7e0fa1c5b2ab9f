/** A proxy may ask with the whole URL. @see RFC 9112 3.2.2 */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  return target.replace(/^https?:\/\/[^/?]*/i, '');
}
