import { keptForTab } from '../state/kept.js';
import { session, type Bearer } from '../state/session.js';
import { problemOf } from './api-problem.js';
import { ask } from './ask.js';

/**
 * Asks the server whose token it is, and takes it for all that is asked from then on.
 * @throws ApiProblem for a token that is none; who was signed in before stays so
 */
export async function signIn(token: string, { keep }: { readonly keep: boolean }): Promise<void> {
  const who = await ownerOf(token);
  keptForTab.write('token', keep ? token : null);
  session.set({ token, who, isRefused: false });
}

/** Who the token is, that was kept from before. A server that is away is asked again. */
export async function signInAgain(): Promise<void> {
  const { token, isRefused } = session.value;
  if (token === null || isRefused) return;
  try {
    const who = await ownerOf(token);
    // Whoever has signed out meanwhile is not signed in again.
    if (session.value.token === token) session.set({ token, who, isRefused: false });
  } catch (error) {
    if (problemOf(error).isPassing) setTimeout(() => void signInAgain(), AGAIN_MS);
  }
}

const AGAIN_MS = 3000;

function ownerOf(token: string): Promise<Bearer> {
  return ask('GET /admin/v1/whoami', { path: {} }, { token });
}
