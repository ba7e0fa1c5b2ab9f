/** The id that a token carries in front of its secret; `null` for the token of the settings, which has none. */
export function ownIdOf(token: string | null): string | null {
  return /^roost_([0-9a-f]{16})_[0-9a-f]{64}$/.exec(token ?? '')?.[1] ?? null;
}
