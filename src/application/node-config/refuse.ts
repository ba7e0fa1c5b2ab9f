/** Notes what is wrong with a value, and stands in for it. */
export type Refuse = (message: string) => null;

const MOST = 100;

/** What was given, as it is said back: quoted, and not all of it. */
export function quoted(text: string): string {
  return JSON.stringify(text.length <= MOST ? text : `${text.slice(0, MOST)}…`);
}
