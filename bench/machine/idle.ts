import { readFileSync } from 'node:fs';

/** How the cores of the machine have spent their time so far, all together. */
export interface CoreTime {
  readonly idle: number;
  readonly all: number;
}

/** @see proc_stat(5): idle is the fourth field; waiting for the disk, the fifth, is idle, too */
export function coreTime(stat = readFileSync('/proc/stat', 'latin1')): CoreTime {
  const [, line = ''] = /^cpu +(.*)$/m.exec(stat) ?? [];
  // What guests use, the last two, is counted as our own already.
  const fields = line.split(' ').slice(0, 8).map(Number);
  return { idle: (fields[3] ?? 0) + (fields[4] ?? 0), all: fields.reduce((sum, field) => sum + field, 0) };
}

/** The share of time between two looks, 0 to 1, in which cores had nothing to do. */
export function idleShare(before: CoreTime, after: CoreTime): number {
  return (after.idle - before.idle) / (after.all - before.all);
}
