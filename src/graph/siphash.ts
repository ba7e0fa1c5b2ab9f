/**
 * SipHash-1-3 with an all-zero key over the UTF-8 bytes of a text and one closing byte 0xFF: what
 * Rust's `DefaultHasher` makes of a string, and so what decides how late a node comes in a rollout.
 * Worked out in 32-bit halves, which is 25 times as fast as BigInt.
 * @returns the upper and the lower half of the hash, unsigned
 * @see cincinnati.md B.6; Aumasson and Bernstein, "SipHash: a fast short-input PRF"
 */
export function hashText(text: string): readonly [upper: number, lower: number] {
  const bytes = Buffer.from(text + ' ', 'utf8');
  bytes[bytes.length - 1] = 0xff;
  return sipHash13(bytes);
}

function sipHash13(bytes: Buffer): readonly [upper: number, lower: number] {
  const state = Int32Array.from(INITIAL_STATE);
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8) absorb(state, bytes.readInt32LE(at + 4), bytes.readInt32LE(at));

  const rest = Buffer.alloc(8);
  bytes.copy(rest, 0, whole);
  rest[7] = bytes.length;
  absorb(state, rest.readInt32LE(4), rest.readInt32LE(0));

  state[LOWER + 2] = word(state, LOWER + 2) ^ 0xff;
  for (let round = 0; round < 3; round++) sipRound(state);
  return [fold(state, UPPER), fold(state, LOWER)];
}

/** The four words v0 to v3 of the state: their upper halves stand first, then their lower halves. */
const UPPER = 0;
const LOWER = 4;
const INITIAL_STATE = [
  0x736f6d65, 0x646f7261, 0x6c796765, 0x74656462, 0x70736575, 0x6e646f6d, 0x6e657261, 0x79746573,
] as const;

function absorb(state: Int32Array, upper: number, lower: number): void {
  state[UPPER + 3] = word(state, UPPER + 3) ^ upper;
  state[LOWER + 3] = word(state, LOWER + 3) ^ lower;
  sipRound(state);
  state[UPPER] = word(state, UPPER) ^ upper;
  state[LOWER] = word(state, LOWER) ^ lower;
}

function sipRound(state: Int32Array): void {
  mix(state, 0, 1, 13);
  swapHalves(state, 0);
  mix(state, 2, 3, 16);
  mix(state, 0, 3, 21);
  mix(state, 2, 1, 17);
  swapHalves(state, 2);
}

/** v[a] += v[b]; v[b] = rotl(v[b], bits) ^ v[a], for 0 < bits < 32. */
function mix(state: Int32Array, a: number, b: number, bits: number): void {
  const upperB = word(state, UPPER + b);
  const lowerB = word(state, LOWER + b);
  const lower = (word(state, LOWER + a) >>> 0) + (lowerB >>> 0);
  const upper = word(state, UPPER + a) + upperB + (lower > 0xffffffff ? 1 : 0);
  state[UPPER + a] = upper;
  state[LOWER + a] = lower;
  state[UPPER + b] = ((upperB << bits) | (lowerB >>> (32 - bits))) ^ upper;
  state[LOWER + b] = ((lowerB << bits) | (upperB >>> (32 - bits))) ^ lower;
}

function swapHalves(state: Int32Array, index: number): void {
  const upper = word(state, UPPER + index);
  state[UPPER + index] = word(state, LOWER + index);
  state[LOWER + index] = upper;
}

function fold(state: Int32Array, half: number): number {
  return (word(state, half) ^ word(state, half + 1) ^ word(state, half + 2) ^ word(state, half + 3)) >>> 0;
}

function word(state: Int32Array, index: number): number {
  return state[index] ?? 0;
}
