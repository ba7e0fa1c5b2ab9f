import type { Say } from '../texts/use-say.js';
import type { Draft } from './draft.js';
import { placeOf } from './faults.js';
import type { FieldName } from './kinds.js';

/** What a person calls what a JSON Pointer leads to: `1 Publish a release · Start`. */
export function nameOfPlace(path: string, { cards }: Draft, say: Say): string {
  const [, list, index = '', ...below] = path.split('/');
  if (list === 'reason') return say('publish.reason');
  const card = cards[Number(index)];
  if (list !== 'operations' || index === '' || card === undefined) return '';
  const names = below.map((name) => namePart(name, say));
  return [`${Number(index) + 1} ${say(`publish.op_${card.op}`)}`, ...names].join(' \u00b7 ');
}

/** Brings what a JSON Pointer leads to before the eyes, and the cursor into it. */
export function showPlace(path: string, places: readonly string[]): void {
  const element = document.getElementById(placeOf(path, places));
  element?.scrollIntoView({ block: 'center' });
  element?.focus({ preventScroll: true });
}

const FIELDS: readonly FieldName[] = [
  ...(['version', 'metadata', 'reason', 'basearches', 'start', 'duration'] as const),
  ...(['start_fraction', 'basearch', 'scheme', 'payload'] as const),
];

function namePart(name: string, say: Say): string {
  const field = FIELDS.find((one) => one === name);
  if (field !== undefined) return say(`publish.field_${field}`);
  if (name === 'barrier' || name === 'rollout' || name === 'payloads') return say(`publish.part_${name}`);
  return /^\d+$/.test(name) ? String(Number(name) + 1) : name;
}
