import type { ReleaseView } from '../api/schema.js';
import type { Operation } from '../api/use-change.js';
import type { Card, PayloadRow } from './draft.js';
import { kindOf, PART_FIELDS, type FieldName } from './kinds.js';

/**
 * The operation that a card stands for. What is empty is left out: the server says what it misses.
 * @param proposed the payloads of a card whose own ones nobody has touched
 */
export function operationOf(card: Card, proposed: readonly PayloadRow[]): Operation {
  const { fields, parts, hasPayloads } = kindOf(card.op);
  const wanted = parts.filter((part) => card.parts.includes(part));
  return {
    op: card.op,
    ...valuesOf(card, fields, ''),
    ...(hasPayloads ? payloadsOf(rowsOf(card, proposed)) : {}),
    ...Object.fromEntries(wanted.map((part) => [part, valuesOf(card, PART_FIELDS[part], `${part}/`)])),
  };
}

/** The payloads of a card: as they were written, or as they are proposed. */
export function rowsOf({ op, payloads }: Card, proposed: readonly PayloadRow[]): readonly PayloadRow[] {
  if (payloads !== null) return payloads;
  return op === 'publish_release' && proposed.length > 0 ? proposed : [EMPTY_ROW];
}

/** Whether a row is part of the change: one without a payload only waits to be filled in. */
export function isFilled({ payload }: PayloadRow): boolean {
  return payload.trim() !== '';
}

export const EMPTY_ROW: PayloadRow = { basearch: '', scheme: 'checksum', payload: '' };

/** A row for each payload of the newest release: the next one has most likely the same. */
export function proposedRows(newest: ReleaseView | undefined): readonly PayloadRow[] {
  return (newest?.payloads ?? []).map(({ basearch, scheme }) => ({ basearch, scheme, payload: '' }));
}

/** The releases that a draft is about. */
export function versionsIn(cards: readonly Card[]): readonly string[] {
  return cards.map(({ fields }) => (fields['version'] ?? '').trim());
}

/** Names that were typed or picked, whatever stands between them. */
export function namesIn(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((name) => name !== '');
}

function valuesOf(
  card: Card,
  names: readonly FieldName[],
  prefix: string,
): Readonly<Record<string, unknown>> {
  const typed = names.map((name) => [name, (card.fields[prefix + name] ?? '').trim()] as const);
  return Object.fromEntries(
    typed.filter(([, text]) => text !== '').map(([name, text]) => [name, valueOf(name, text)]),
  );
}

/** Times and lengths go as they were typed: what they mean is for the server to say. */
function valueOf(name: FieldName, text: string): unknown {
  if (name === 'basearches') return namesIn(text);
  if (name !== 'start_fraction') return text;
  const fraction = Number(text);
  return Number.isFinite(fraction) ? fraction : text;
}

/** Without any the field is left out: the server says that it is missing. */
function payloadsOf(rows: readonly PayloadRow[]) {
  const filled = rows.filter(isFilled);
  return filled.length === 0 ? {} : { payloads: filled.map(payloadOf) };
}

function payloadOf(row: PayloadRow): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(row)
      .map(([name, text]: readonly [string, string]) => [name, text.trim()] as const)
      .filter(([, text]) => text !== ''),
  );
}
