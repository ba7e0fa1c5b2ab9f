/** The outlines of marks around nothing, as the `d` of SVG paths: the same on the screen and in files. */
export const GATE = {
  outline: 'M-6.5 6.5V-4.5Q-6.5 -6.5 -4.5 -6.5H4.5Q6.5 -6.5 6.5 -4.5V6.5Z',
  inside: 'M-2.6 6.5V-3M2.6 6.5V-3',
} as const;

export const STOP = {
  outline: 'M-2.9 -7H2.9L7 -2.9V2.9L2.9 7H-2.9L-7 2.9V-2.9Z',
  inside: 'M-2.8 -2.8L2.8 2.8M2.8 -2.8L-2.8 2.8',
} as const;

export const DISC = 6.5;
export const CHECK = 'M-3 0.2L-0.8 2.5L3.2 -2.2';
export const DOT = 3.6;
export const BARS = 'M-2 -3V3M2 -3V3';
/** Behind how far a rollout has come that is paused. */
export const PAUSED = '‖';

/** Behind a text that ends there: nothing goes on. */
export function cutAt(x: number): string {
  return `M${x + 5} -6v12`;
}

/** An arrow head that ends where a rail arrives. */
export function arrowAt({ x, y, towards }: Arrow): string {
  return towards === 'right' ? `M${x} ${y}l-7 -4v8z` : `M${x} ${y}l7 -4v8z`;
}

interface Arrow {
  readonly x: number;
  readonly y: number;
  readonly towards: 'left' | 'right';
}
