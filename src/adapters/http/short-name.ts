/** What callers have named is said back to them, but not all of it. */
const MOST = 100;

/** A name as far as it helps whoever reads an error. */
export function shortName(name: string): string {
  return name.length <= MOST ? name : `${name.slice(0, MOST).toWellFormed()}…`;
}

/** A JSON Pointer whose parts are all short. */
export function shortPointer(pointer: string): string {
  return pointer.split('/').map(shortName).join('/');
}
