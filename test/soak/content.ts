import { naiveThrottle } from '../graph/naive.js';

/** What a stream holds, as this test sees it: nothing of it comes from src. */

export interface SoakRollout {
  /** Seconds since the Unix epoch. */
  readonly start: number;
  readonly fraction: number;
  /** `null`: it stands still. */
  readonly minutes: number | null;
}

export interface SoakPayload {
  readonly basearch: string;
  readonly scheme: 'checksum' | 'oci';
  readonly payload: string;
}

export interface Sections {
  readonly barrier: string | null;
  readonly deadend: string | null;
  readonly rollout: SoakRollout | null;
}

export interface SoakRelease extends Sections {
  readonly version: string;
  readonly payloads: readonly SoakPayload[];
  /** What a rollout that is paused was before. */
  readonly plan: SoakRollout | null;
}

/** Oldest first. */
export type Content = readonly SoakRelease[];

export interface Scope {
  readonly basearch: string;
  readonly oci: boolean;
}

/** Every release has a node there. */
export const WHOLE_SCOPE: Scope = { basearch: 'x86_64', oci: false };
/** All that the soak asks for; the second one lacks some releases. */
export const SCOPES: readonly Scope[] = [WHOLE_SCOPE, { basearch: 'aarch64', oci: true }];

/** A release without sections. @param hex 128 digits that no other release has */
export function bareRelease(version: string, hex: string, everywhere: boolean): SoakRelease {
  const digest = `registry.example/soak@sha256:${hex.slice(64)}`;
  const checksum = { basearch: 'x86_64', scheme: 'checksum', payload: hex.slice(0, 64) } as const;
  const image = { basearch: 'aarch64', scheme: 'oci', payload: digest } as const;
  const payloads = everywhere ? [checksum, image] : [checksum];
  return { version, payloads, barrier: null, deadend: null, rollout: null, plan: null };
}

export function isFinished({ rollout }: Pick<Sections, 'rollout'>): boolean {
  return rollout?.fraction === 1;
}

/** @param at in seconds since the Unix epoch */
export function throttleOf({ start, fraction, minutes }: SoakRollout, at: number): number {
  const curve = { start: BigInt(start), value: fraction, minutes: minutes === null ? null : BigInt(minutes) };
  return naiveThrottle(at, curve);
}

/** The list with one release changed. */
export function withRelease(content: Content, version: string, sections: Partial<SoakRelease>): Content {
  return content.map((release) => (release.version === version ? { ...release, ...sections } : release));
}
