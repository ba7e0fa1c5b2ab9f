/**
 * SipHash-1-3 with an all-zero key over the UTF-8 bytes of a text and one closing byte 0xFF: what
 * Rust's `DefaultHasher` makes of a string, and so what decides how late a node comes in a rollout.
 * Worked out in 32-bit halves, which is 25 times as fast as BigInt.
 * @returns the upper and the lower half of the hash, unsigned
 * @see cincinnati.md B.6; Aumasson and Bernstein, "SipHash: a fast short-input PRF"
 */
export function hashText(text: string): readonly [upper: number, lower: number] {
  const bytes = text.length <= SHORT ? scratch : Buffer.alloc(3 * text.length + 8);
  const length = bytes.write(text, 'utf8');
  bytes[length] = 0xff;
  return sipHash13(bytes, length + 1);
}

/** Of a text this short, in UTF-16 units, the bytes fit into the scratch buffer: saves making one for each call. */
const SHORT = 256;
const scratch = Buffer.alloc(3 * SHORT + 8);

/** @param bytes with room for seven more behind the first `length` */
function sipHash13(bytes: Buffer, length: number): readonly [upper: number, lower: number] {
  v.set(INITIAL_STATE);
  const whole = length - (length % 8);
  for (let at = 0; at < whole; at += 8) absorb(bytes.readInt32LE(at + 4), bytes.readInt32LE(at));

  bytes.fill(0, length, whole + 7)[whole + 7] = length;
  absorb(bytes.readInt32LE(whole + 4), bytes.readInt32LE(whole));

  v[LOWER + 2] = word(LOWER + 2) ^ 0xff;
  for (let round = 0; round < 3; round++) sipRound();
  return [fold(UPPER), fold(LOWER)];
}

/**
 * The four words v0 to v3 of the state: their upper halves stand first, then their lower halves. One
 * for all calls: each begins with setting it, and none is interrupted by another.
 */
const v = new Int32Array(8);
const UPPER = 0;
const LOWER = 4;
const INITIAL_STATE = [
  0x736f6d65, 0x646f7261, 0x6c796765, 0x74656462, 0x70736575, 0x6e646f6d, 0x6e657261, 0x79746573,
] as const;

function absorb(upper: number, lower: number): void {
  v[UPPER + 3] = word(UPPER + 3) ^ upper;
  v[LOWER + 3] = word(LOWER + 3) ^ lower;
  sipRound();
  v[UPPER] = word(UPPER) ^ upper;
  v[LOWER] = word(LOWER) ^ lower;
}

function sipRound(): void {
  mix(0, 1, 13);
  swapHalves(0);
  mix(2, 3, 16);
  mix(0, 3, 21);
  mix(2, 1, 17);
  swapHalves(2);
}

/** v[a] += v[b]; v[b] = rotl(v[b], bits) ^ v[a], for 0 < bits < 32. */
function mix(a: number, b: number, bits: number): void {
  const upperB = word(UPPER + b);
  const lowerB = word(LOWER + b);
  const lower = (word(LOWER + a) >>> 0) + (lowerB >>> 0);
  const upper = word(UPPER + a) + upperB + (lower > 0xffffffff ? 1 : 0);
  v[UPPER + a] = upper;
  v[LOWER + a] = lower;
  v[UPPER + b] = ((upperB << bits) | (lowerB >>> (32 - bits))) ^ upper;
  v[LOWER + b] = ((lowerB << bits) | (upperB >>> (32 - bits))) ^ lower;
}

function swapHalves(index: number): void {
  const upper = word(UPPER + index);
  v[UPPER + index] = word(LOWER + index);
  v[LOWER + index] = upper;
}

function fold(half: number): number {
  return (word(half) ^ word(half + 1) ^ word(half + 2) ^ word(half + 3)) >>> 0;
}

function word(index: number): number {
  return v[index] ?? 0;
}
