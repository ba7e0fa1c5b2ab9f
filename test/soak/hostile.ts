import { Child } from '../../bench/machine/child.js';
import type { HostileKind } from './hostile-kinds.js';
import { isHostileReport, type HostileJob, type HostileReport } from './hostile-process.js';
import type { Target } from './hostile-socket.js';

/** Who shares a process: those who hold, those who send, those who ask. */
const PROCESSES: readonly (readonly HostileKind[])[] = [
  ['idle', 'slow heads', 'slow bodies', 'deaf to graphs', 'deaf to pages'],
  ['attempts', 'queries of 16 KB', 'queries of 1 MB', 'header floods', 'garbage', 'pipelines'],
  ['strangers', 'hogs'],
];

/** Seconds that a process may take beyond its time. */
const GRACE_SECONDS = 30;

/** Has every hostile caller at a server at the same time, from processes of their own. */
export async function hostileCallers(
  target: Target,
  seconds: number,
  report: (counts: HostileReport) => void,
): Promise<void> {
  const run = async (kinds: readonly HostileKind[]): Promise<void> => {
    const child = new Child('../test/soak/hostile-process.js');
    try {
      const job: HostileJob = { target, kinds, seconds };
      const counts = await child.ask(job, (seconds + GRACE_SECONDS) * 1000);
      if (!isHostileReport(counts)) throw new Error('a process of hostile callers said something odd');
      report(counts);
    } finally {
      child.stop();
    }
  };
  await Promise.all(PROCESSES.map(run));
}
