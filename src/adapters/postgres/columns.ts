import type { ValueTransformer } from 'typeorm';
import { jsonText } from '../../graph/json-cursor.js';

/** `bigint`, which `pg` gives as text; what is stored is never beyond what a double holds exactly. */
export const exactInteger: ValueTransformer = {
  to: (value: number | null): number | null => value,
  from: (text: string | null): number | null => (text === null ? null : Number(text)),
};

/** `double precision` to the last bit: `pg` would lose the sign of a minus zero. */
export const exactDouble: ValueTransformer = {
  to: (value: number | null): string | null => (value === null ? null : jsonText(value)),
  from: (value: number | null): number | null => value,
};

/** `timestamptz` as seconds since the Unix epoch. */
export const epochSeconds: ValueTransformer = {
  to: (seconds: number): Date => new Date(seconds * 1000),
  from: (time: Date): number => time.getTime() / 1000,
};

/** The same where there can be none. */
export const epochSecondsOrNull: ValueTransformer = {
  to: (seconds: number | null): Date | null => (seconds === null ? null : new Date(seconds * 1000)),
  from: (time: Date | null): number | null => (time === null ? null : time.getTime() / 1000),
};
