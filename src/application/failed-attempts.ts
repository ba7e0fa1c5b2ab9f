import { createHmac, randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Clock } from './clock.js';

const MOST_A_MINUTE = 10;
const MINUTE_SECONDS = 60;
const PLACES = 4096;

/**
 * Counts failed attempts by address, in memory that does not grow: each address has a place in a table by a
 * hash that only this process knows. Two that share a place share its count; a valid token is never counted.
 */
@Injectable()
export class FailedAttempts {
  readonly #key = randomBytes(32);
  /** Since when a place counts: seconds since the Unix epoch, UTC. */
  readonly #since = new Float64Array(PLACES);
  readonly #counts = new Uint32Array(PLACES);

  constructor(private readonly clock: Clock) {}

  /** Counts a failed attempt. @returns whether it is over what an address may in a minute */
  isOneTooMany(address: string): boolean {
    const place = this.#placeOf(networkOf(address));
    const now = this.clock.now();
    const age = now - (this.#since[place] ?? 0);
    if (age >= MINUTE_SECONDS || age < 0) {
      this.#since[place] = now;
      this.#counts[place] = 0;
    }
    const count = Math.min((this.#counts[place] ?? 0) + 1, MOST_A_MINUTE + 1);
    this.#counts[place] = count;
    return count > MOST_A_MINUTE;
  }

  #placeOf(network: string): number {
    return createHmac('sha256', this.#key).update(network).digest().readUInt32BE() % PLACES;
  }
}

/** Who has one address of IPv6 has 2^64 of them: the first four groups count. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const gap = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: gap }, () => '0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}

/** The dotted end of an address counts for two groups. */
function groupsOf(text: string): readonly string[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]));
}
