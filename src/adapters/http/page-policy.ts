import { createHash } from 'node:crypto';

/** What an answer may do that is no page: nothing. Pages take away no more than they need. */
export const NOTHING_ALLOWED =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

interface Page {
  /** What stands between `<style>` and `</style>`. */
  readonly style: string;
  readonly hasForm: boolean;
}

/** What a page of ours may do: wear its own style, have no icon, and send its form to where it comes from. */
export function pagePolicy({ style, hasForm }: Page): string {
  return [
    ...["default-src 'none'", `style-src ${hashOf(style)}`, 'img-src data:', "base-uri 'none'"],
    ...[`form-action ${hasForm ? "'self'" : "'none'"}`, "frame-ancestors 'none'"],
  ].join('; ');
}

/** What the explorer may do: its files are of this server, and so are the styles that stand in its page. */
export function explorerPolicy(styles: readonly string[]): string {
  return [
    ...["default-src 'none'", "script-src 'self'", `style-src 'self' ${styles.map(hashOf).join(' ')}`],
    ...["img-src 'self' data:", "connect-src 'self'"],
    ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
  ].join('; ');
}

/** What the console may do: its files and its data are of this server, and text never becomes script or markup. */
export function consolePolicy(): string {
  return [
    ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:"],
    ...["connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
    ...["require-trusted-types-for 'script'", "trusted-types 'none'"],
  ].join('; ');
}

function hashOf(style: string): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}
