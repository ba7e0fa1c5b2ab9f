import { describe, expect, test } from 'vitest';
import { BLANK, newCard } from '../../../../src/adapters/console/publish/draft.js';
import {
  withCard,
  withChanged,
  withField,
  withoutCard,
  withPart,
  withPayloads,
} from '../../../../src/adapters/console/publish/edit.js';

const THREE = withCard(withCard(BLANK, 'set_barrier'), 'set_deadend');
const drawn = ({ cards }: typeof BLANK) => cards.map(({ key, op }) => `${key} ${op}`);

describe('the operations of a draft', () => {
  test('stand in the order in which they were added', () => {
    expect(drawn(THREE)).toEqual(['1 publish_release', '2 set_barrier', '3 set_deadend']);
  });

  test('keep their order and their names when one of them goes', () => {
    expect(drawn(withoutCard(THREE, 2))).toEqual(['1 publish_release', '3 set_deadend']);
    expect(drawn(withCard(withoutCard(THREE, 2), 'retire_release'))).toEqual([
      ...['1 publish_release', '3 set_deadend', '4 retire_release'],
    ]);
  });

  test('may all go, and begin again', () => {
    const none = { ...BLANK, cards: [] };
    expect(drawn(withCard(none, 'add_payloads'))).toEqual(['1 add_payloads']);
  });

  test('change one by one', () => {
    const changed = withField(newCard('set_barrier', 2), 'version', '5');
    const { cards } = withChanged(THREE, changed);
    expect(cards).toEqual([THREE.cards[0], changed, THREE.cards[2]]);
  });
});

describe('a card', () => {
  const card = newCard('publish_release', 1);

  test('has a section once, however often it is wanted', () => {
    const twice = withPart(withPart(card, 'rollout', true), 'rollout', true);
    expect([twice.parts, withPart(twice, 'rollout', false).parts]).toEqual([['rollout'], []]);
  });

  test('keeps what was written into a section that went', () => {
    const written = withField(withPart(card, 'barrier', true), 'barrier/reason', 'keys');
    expect(withPart(written, 'barrier', false).fields).toEqual({ 'barrier/reason': 'keys' });
  });

  test('begins a rollout now and over two days, unless something was written there already', () => {
    expect(withPart(card, 'rollout', true).fields).toEqual({
      ...{ 'rollout/start': 'now', 'rollout/duration': '48h' },
    });
    const written = withField(card, 'rollout/duration', '');
    expect(withPart(written, 'rollout', true).fields['rollout/duration']).toBe('');
  });

  test('has its own payloads as soon as one is touched', () => {
    const row = { basearch: 'x86_64', scheme: 'oci', payload: '' };
    expect([card.payloads, withPayloads(card, [row]).payloads]).toEqual([null, [row]]);
  });
});
