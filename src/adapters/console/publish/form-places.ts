import type { Say } from '../texts/use-say.js';
import type { Draft, PayloadRow } from './draft.js';
import { placeOf } from './faults.js';
import type { FieldName } from './kinds.js';

/** What is on the screen: the operations, and the payloads of each. */
export interface Shown extends Draft {
  readonly rows: readonly (readonly PayloadRow[])[];
}

/** What a person calls what a JSON Pointer leads to: `1 Publish a release · Payloads · x86_64 checksum`. */
export function nameOfPlace(path: string, { cards, rows }: Shown, say: Say): string {
  const [, list, index = '', ...below] = path.split('/');
  if (list === 'reason') return say('publish.reason');
  const card = cards[Number(index)];
  if (list !== 'operations' || index === '' || card === undefined) return '';
  const names = namesBelow(below, rows[Number(index)] ?? [], say);
  return [`${Number(index) + 1} ${say(`publish.op_${card.op}`)}`, ...names].join(' \u00b7 ');
}

/** A payload is called by what it is for. */
function namesBelow(below: readonly string[], rows: readonly PayloadRow[], say: Say): readonly string[] {
  const [list, index = '', ...fields] = below;
  const row = list === 'payloads' && index !== '' ? rows[Number(index)] : undefined;
  if (row === undefined) return below.map((name) => namePart(name, say));
  const names = fields.filter((name) => name !== 'payload').map((name) => namePart(name, say));
  return [say('publish.part_payloads'), nameOfRow(row, Number(index)), ...names];
}

/** A payload by its basearch and scheme; by its number as long as it has none. */
export function nameOfRow({ basearch, scheme }: PayloadRow, index: number): string {
  return [basearch.trim() || String(index + 1), scheme].join(' ');
}

/** Brings what a JSON Pointer leads to before the eyes, and the cursor into it. */
export function showPlace(path: string, places: readonly string[]): void {
  const place = placeOf(path, places);
  const element = document.getElementById(place.endsWith('/payloads') ? `${place}/0/payload` : place);
  element?.scrollIntoView({ block: 'center' });
  element?.focus({ preventScroll: true });
}

const FIELDS: readonly FieldName[] = [
  ...(['version', 'metadata', 'reason', 'basearches', 'start', 'duration'] as const),
  ...(['start_fraction', 'basearch', 'scheme', 'payload', 'id'] as const),
];

function namePart(name: string, say: Say): string {
  const field = FIELDS.find((one) => one === name);
  if (field !== undefined) return say(`publish.field_${field}`);
  if (name === 'barrier' || name === 'rollout' || name === 'payloads') return say(`publish.part_${name}`);
  return /^\d+$/.test(name) ? String(Number(name) + 1) : name;
}
