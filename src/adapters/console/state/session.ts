import { keptForTab } from './kept.js';
import { Store } from './store.js';
import { useStore } from './use-store.js';

export const ROLES = ['viewer', 'operator', 'publisher', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who a token belongs to. */
export interface Bearer {
  readonly name: string;
  readonly role: Role;
  /** The streams it sees; `null` for all of them. */
  readonly streams: readonly string[] | null;
  readonly expires_at: string | null;
}

/** The token is in memory, and in the tab's own storage if that was asked for: never in an address. */
export interface Session {
  readonly token: string | null;
  /** `null` until the server has said who it is. */
  readonly who: Bearer | null;
  /** The server takes the token no more. */
  readonly isRefused: boolean;
}

const NOBODY: Session = { token: null, who: null, isRefused: false };

export const session = new Store<Session>({ ...NOBODY, token: keptForTab.read('token') });

export function useSession(): Session {
  return useStore(session);
}

export function signOut(): void {
  keptForTab.write('token', null);
  session.set(NOBODY);
}

/** Whether who is signed in may do what needs a role. Roles have all of those before them. */
export function may({ who }: Session, role: Role): boolean {
  return who !== null && ROLES.indexOf(who.role) >= ROLES.indexOf(role);
}
