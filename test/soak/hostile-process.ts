import { setPriority } from 'node:os';
import { isRecord } from '../../bench/data/record.js';
import { HOSTILE, type HostileKind } from './hostile-kinds.js';
import type { Target } from './hostile-socket.js';

/** What a process of hostile callers is told to do. */
export interface HostileJob {
  readonly target: Target;
  readonly kinds: readonly HostileKind[];
  readonly seconds: number;
}

/** How often each kind did something, or had something happen to it. */
export type HostileReport = Readonly<Record<string, number>>;

export function isHostileReport(value: unknown): value is HostileReport {
  return isRecord(value) && Object.values(value).every((count) => typeof count === 'number');
}

/** Trusts its parts: it comes from the soak itself. */
function isHostileJob(value: unknown): value is HostileJob {
  return isRecord(value) && Array.isArray(value['kinds']) && typeof value['seconds'] === 'number';
}

async function attack({ target, kinds, seconds }: HostileJob): Promise<HostileReport> {
  const end = performance.now() + seconds * 1000;
  const isOver = () => performance.now() > end;
  const report: Record<string, number> = {};
  const run = (kind: HostileKind) => {
    const count = (what: string) => (report[`${kind}: ${what}`] = (report[`${kind}: ${what}`] ?? 0) + 1);
    return HOSTILE[kind]({ target, isOver, count });
  };
  await Promise.all(kinds.map(run));
  return report;
}

// A process of its own: what it breaks is nobody else's. Real ones have machines of their own, too.
setPriority(19);
process.on('message', (message: unknown) => {
  if (!isHostileJob(message)) throw new Error('this is no job');
  void attack(message).then((report) => process.send?.(report));
});
process.once('disconnect', () => process.exit());
