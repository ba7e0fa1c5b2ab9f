import { CODINGS, type Coding } from './prepared-answer.js';
import { zstd } from './zstd.js';

/** What is never made must not be preferred to what is. */
const OFFERED = CODINGS.filter((coding) => coding !== 'zstd' || zstd !== null);

/**
 * The coding that a caller wants most, by its `Accept-Encoding`; our own preference decides a draw.
 * Identity without the header, and where nothing else is acceptable either.
 * @see RFC 9110 12.5.3
 */
export function chooseCoding(acceptEncoding: string | undefined): Coding {
  if (acceptEncoding === undefined) return 'identity';
  // Callers behind one proxy say the same again and again.
  if (acceptEncoding !== last.header) last = { header: acceptEncoding, coding: weigh(acceptEncoding) };
  return last.coding;
}

let last: { readonly header: string; readonly coding: Coding } = { header: '', coding: 'identity' };

function weigh(acceptEncoding: string): Coding {
  const weights = new Map(acceptEncoding.split(',').map(readWeight));
  const others = weights.get('*') ?? 0;
  const weightOf = (coding: Coding) =>
    weights.get(coding) ?? (coding === 'identity' ? others || LEAST : others);
  const best = Math.max(...OFFERED.map(weightOf));
  return (best > 0 ? OFFERED.find((coding) => weightOf(coding) === best) : undefined) ?? 'identity';
}

/** Identity is acceptable where it is not named, but less so than anything that is. */
const LEAST = 0.0001;

function readWeight(item: string): readonly [coding: string, weight: number] {
  const [coding = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const value = weight === undefined ? 1 : Number(weight.slice(2));
  return [coding === 'x-gzip' ? 'gzip' : coding, Number.isNaN(value) ? 0 : value];
}
