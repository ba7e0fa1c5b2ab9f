import { keptForTab } from '../state/kept.js';
import { session, type Session } from '../state/session.js';
import { ApiProblem } from './api-problem.js';
import { ask } from './ask.js';

/**
 * Asks the server whose token it is, and takes it for all that is asked from then on.
 * @throws ApiProblem for a token that is none; what was there before stays
 */
export async function signIn(token: string, { keep }: { readonly keep: boolean }): Promise<void> {
  const before = session.value;
  // Who was there stays until then: what was typed on a page must not be lost.
  session.set({ ...before, token });
  try {
    await recognise();
    keptForTab.write('token', keep ? token : null);
  } catch (error) {
    session.set(before);
    throw error;
  }
}

/** Who the token is, that was kept from before. A server that is away is asked again. */
export async function signInAgain(): Promise<void> {
  if (session.value.token === null) return;
  try {
    await recognise();
  } catch (error) {
    if (error instanceof ApiProblem && error.isOutage) setTimeout(() => void signInAgain(), 3000);
  }
}

async function recognise(): Promise<void> {
  const who = await ask('GET /admin/v1/whoami', { path: {} });
  const known: Session = { token: session.value.token, who, isRefused: false };
  session.set(known);
}
