/** HTML that is safe to be sent. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand in a piece of markup: texts are escaped, an absent one is nothing. */
type Part = string | number | null | Markup | readonly Markup[];

/** A template whose parts cannot break out of it. */
export function markup(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(pieces.map((piece, i) => piece + written(parts[i] ?? null)).join(''));
}

function written(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return part.map(({ text }) => text).join('\n');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
