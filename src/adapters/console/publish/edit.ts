import { newCard, type Card, type Draft, type PayloadRow } from './draft.js';
import type { OpName, Part } from './kinds.js';

/** A draft with one operation more, at its end. */
export function withCard({ cards, reason }: Draft, op: OpName): Draft {
  const key = Math.max(0, ...cards.map((card) => card.key)) + 1;
  return { cards: [...cards, newCard(op, key)], reason };
}

export function withoutCard(draft: Draft, key: number): Draft {
  return { ...draft, cards: draft.cards.filter((card) => card.key !== key) };
}

export function withChanged(draft: Draft, changed: Card): Draft {
  return { ...draft, cards: draft.cards.map((card) => (card.key === changed.key ? changed : card)) };
}

/** @param field by its place in the operation: `version`, `rollout/start` */
export function withField(card: Card, field: string, text: string): Card {
  return { ...card, fields: { ...card.fields, [field]: text } };
}

/**
 * A section that goes keeps what was written into it, in case it comes back. One that comes begins with what is meant
 * most often.
 */
export function withPart(card: Card, part: Part, isWanted: boolean): Card {
  const others = card.parts.filter((one) => one !== part);
  if (!isWanted) return { ...card, parts: others };
  return { ...card, parts: [...others, part], fields: { ...BEGINNINGS[part], ...card.fields } };
}

const BEGINNINGS: Readonly<Record<Part, Readonly<Record<string, string>>>> = {
  barrier: {},
  rollout: { 'rollout/start': 'now', 'rollout/duration': '48h' },
};

export function withPayloads(card: Card, payloads: readonly PayloadRow[]): Card {
  return { ...card, payloads };
}
