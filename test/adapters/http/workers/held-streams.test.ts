import { beforeEach, describe, expect, test } from 'vitest';
import { readQuery } from '../../../../src/adapters/http/agent/query.js';
import { release } from '../../../application/releases.js';
import { PlayedOutlet, prepared } from './played.js';

const NOW = Math.floor(Date.now() / 1000);
const place = (id: number) => ({ basearch: 'x86_64', scheme: 'checksum', id }) as const;

let outlet: PlayedOutlet;
beforeEach(() => {
  outlet = new PlayedOutlet();
});

/** The revision that is answered with, by a worker that was there and by one that came late; these must agree. */
function revisionFor(query: string): number | null {
  const asked = [outlet.held, outlet.late()].map((held) => {
    const found = held.find(readQuery(`/v1/graph?${query}`));
    return found?.answer.revision ?? null;
  });
  expect(asked[1]).toBe(asked[0]);
  return asked[0] ?? null;
}

const stage = (id: number) => prepared([release('1')], { outlet, id, at: NOW }).scope.discard();

describe('what a worker holds', () => {
  test('is not answered with until it is put in place, and then at once', () => {
    stage(1);
    expect(revisionFor('stream=s&basearch=x86_64')).toBe(null);
    outlet.put('s', { aliases: [], scopes: [place(1)] });
    expect(revisionFor('stream=s&basearch=x86_64')).toBe(1);
    stage(2);
    expect(revisionFor('stream=s&basearch=x86_64')).toBe(1);
    outlet.put('s', { aliases: [], scopes: [place(2)] });
    expect(revisionFor('stream=s&basearch=x86_64')).toBe(2);
  });

  test.each([
    ['stream=s&basearch=x86_64', 1],
    ['stream=s&basearch=amd64', 1],
    ['stream=also&basearch=x86_64', 1],
    ['basearch=x86_64&stream=%73', 1],
    ['stream=s&basearch=x86_64&oci=true', null],
    ['stream=s&basearch=aarch64', null],
    ['stream=S&basearch=x86_64', null],
    ['stream=other&basearch=x86_64', null],
  ])('is found by %s: %s', (query, expected) => {
    stage(1);
    outlet.put('s', { aliases: ['also'], scopes: [place(1)] });
    expect(revisionFor(query)).toBe(expected);
  });

  test('goes when its stream has releases that are nowhere to be had', () => {
    stage(1);
    outlet.put('s', { aliases: [], scopes: [place(1)] });
    outlet.put('s', { aliases: [], scopes: [] });
    expect([...outlet.held.scopes(), ...outlet.late().scopes()]).toEqual([]);
  });

  test('goes with its stream, and its aliases with it', () => {
    stage(1);
    outlet.put('s', { aliases: ['a', 'b'], scopes: [place(1)] });
    stage(2);
    outlet.put('s', { aliases: ['b'], scopes: [place(2)] });
    expect(['a', 'b'].map((name) => revisionFor(`stream=${name}&basearch=x86_64`))).toEqual([null, 2]);
    outlet.put('s', null);
    expect(['s', 'b'].map((name) => revisionFor(`stream=${name}&basearch=x86_64`))).toEqual([null, null]);
    expect([[...outlet.held.scopes()], [...outlet.soFar.orders()]]).toEqual([[], []]);
  });

  test('is no more than what is in place, after however many changes', () => {
    for (let id = 1; id <= 100; id++) {
      stage(id);
      outlet.put('s', { aliases: [], scopes: [place(id)] });
    }
    expect([...outlet.held.scopes()]).toHaveLength(1);
    expect([...outlet.soFar.orders()].map(({ kind }) => kind)).toEqual(['scope', 'answer', 'put']);
  });

  test('that is made ready for later stays when something else is put in place', () => {
    stage(1);
    outlet.put('s', { aliases: [], scopes: [place(1)] });
    stage(2);
    stage(3);
    outlet.put('s', { aliases: [], scopes: [place(2)] });
    outlet.put('s', { aliases: [], scopes: [place(3)] });
    expect(revisionFor('stream=s&basearch=x86_64')).toBe(3);
  });

  test('an answer that was dropped is not given any more, and one made anew is', () => {
    stage(1);
    outlet.put('s', { aliases: [], scopes: [place(1)] });
    outlet.drop({ id: 1, key: '' });
    expect(revisionFor('stream=s&basearch=x86_64')).toBe(null);
    outlet.held.addAnswer({ id: 1, key: '' }, 'hash', Buffer.from('{}'));
    expect(outlet.held.find(readQuery('/v1/graph?stream=s&basearch=x86_64'))?.answer.hash).toBe('hash');
  });

  test('what is told of a scope that is gone changes nothing', () => {
    outlet.held.addAnswer({ id: 7, key: '' }, 'hash', Buffer.from('{}'));
    outlet.held.addForm({ id: 7, key: '' }, { coding: 'br', bytes: Buffer.from('x'), tag: 'br4' });
    outlet.held.drop({ id: 7, key: '' });
    expect([...outlet.held.scopes()]).toEqual([]);
  });

  test('counts who says nothing of itself, where it answers', () => {
    stage(1);
    outlet.put('s', { aliases: [], scopes: [place(1)] });
    for (const query of ['', '&node_uuid=a', '&rollout_wariness=0.5'])
      outlet.held.find(readQuery(`/v1/graph?stream=s&basearch=x86_64${query}`));
    outlet.held.find(readQuery('/v1/graph?stream=nope&basearch=x86_64'));
    expect(outlet.held.anonymous).toBe(1);
  });
});
