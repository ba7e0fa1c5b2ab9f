import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser, json, tokenIn, type Answerer } from './fake-browser.js';

const WHO = { name: 'ann', role: 'publisher', streams: null, expires_at: null };
const REFUSED = { kind: 'unauthenticated', detail: 'not known', title: 'T', status: 401 };

let answer: Answerer;

beforeEach(() => {
  vi.resetModules();
  vi.useRealTimers();
  fakeBrowser((path, init) => answer(path, init));
  answer = (_, init) => (tokenIn(init) === 'good' ? json(200, WHO) : json(401, REFUSED));
});

async function parts() {
  const { session, signOut } = await import('../../../../src/adapters/console/state/session.js');
  const { signIn, signInAgain } = await import('../../../../src/adapters/console/api/sign-in.js');
  const { ask } = await import('../../../../src/adapters/console/api/ask.js');
  return { session, signOut, signIn, signInAgain, ask };
}

describe('signing in', () => {
  test('takes a token that the server knows', async () => {
    const { session, signIn } = await parts();
    await signIn('good', { keep: false });
    expect(session.value).toEqual({ token: 'good', who: WHO, isRefused: false });
  });

  test('with a wrong token leaves everything as it was, all the while', async () => {
    const { session, signIn } = await parts();
    await signIn('good', { keep: false });
    const seen: unknown[] = [];
    session.subscribe(() => seen.push(session.value));
    await expect(signIn('bad', { keep: false })).rejects.toMatchObject({ kind: 'unauthenticated' });
    expect(seen).toEqual([]);
    expect(session.value.token).toBe('good');
  });

  test('again does nothing for who has signed out meanwhile', async () => {
    const { session, signOut, signInAgain } = await parts();
    session.set({ token: 'good', who: null, isRefused: false });
    let release = (): void => undefined;
    answer = () => new Promise((resolve) => (release = () => resolve(json(200, WHO))));
    const again = signInAgain();
    signOut();
    release();
    await again;
    expect(session.value).toEqual({ token: null, who: null, isRefused: false });
  });
});

describe('a token that the server takes no more', () => {
  test('is told of', async () => {
    const { session, ask } = await parts();
    session.set({ token: 'old', who: null, isRefused: false });
    await expect(ask('GET /admin/v1/tokens', { path: {} })).rejects.toThrow();
    expect(session.value.isRefused).toBe(true);
  });

  test('is nobody’s when another one has taken its place before the answer', async () => {
    const { session, ask } = await parts();
    session.set({ token: 'old', who: null, isRefused: false });
    const late = ask('GET /admin/v1/tokens', { path: {} });
    session.set({ token: 'good', who: null, isRefused: false });
    await expect(late).rejects.toThrow();
    expect(session.value.isRefused).toBe(false);
  });
});
