import { LaneWorker } from './adapters/http/workers/lane-worker.js';
import { isOrder, type News } from './adapters/http/workers/messages.js';

// One of `WORKERS` processes. It ends when it is told to, or with the process that it works for: a signal that was meant
// for all of them comes to that one as well.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());

const tell = (news: News, told?: () => void) => process.send?.(news, undefined, {}, () => told?.());
const worker = new LaneWorker(tell, () => process.disconnect());
process.on('message', (message: unknown) => {
  if (isOrder(message)) worker.obey(message);
});
tell({ kind: 'ready' });
