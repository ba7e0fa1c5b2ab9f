/** Control characters, marks that turn the direction of a text, and separators of lines: what a terminal obeys. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** One line of text as a terminal may show it, whoever wrote it: what would be obeyed is replaced. */
export function printable(line: string): string {
  return line.replace(UNPRINTABLE, '\ufffd');
}
