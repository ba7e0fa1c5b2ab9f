import { scan, type TextPlace } from './json-text.js';

/**
 * Where JSON Pointers lead to, found in one go; of what is not there, the innermost thing around it. A text that breaks
 * off has the places before that.
 */
export function placesIn(text: string, pointers: readonly string[]): ReadonlyMap<string, TextPlace> {
  if (pointers.length === 0) return new Map();
  const { found } = scan(text, new Set(pointers.flatMap(around)));
  const lineEnds = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return new Map(
    pointers.flatMap((pointer) => {
      const offset = around(pointer)
        .map((place) => found.get(place))
        .find((one) => one !== undefined);
      return offset === undefined ? [] : [[pointer, placeAmong(lineEnds, offset)] as const];
    }),
  );
}

/** A pointer and all that lead to what it is in, the innermost first. */
function around(pointer: string): readonly string[] {
  const names = pointer.split('/');
  return names.map((_, index) => names.slice(0, names.length - index).join('/'));
}

function placeAmong(lineEnds: readonly number[], offset: number): TextPlace {
  const line = countBelow(lineEnds, offset);
  return { offset, line: line + 1, column: offset - (lineEnds[line - 1] ?? -1) };
}

/** How many of ascending numbers are below another one. */
function countBelow(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
