import { monitorEventLoopDelay } from 'node:perf_hooks';

// Loaded into the server under test ahead of its own code, with `node --import`: tells its parent how long the
// event loop was blocked at most since it was asked last.
const RESOLUTION_MS = 1;
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();

process.on('message', () => {
  // A delay counts from one look to the next, and these are a millisecond apart when nothing is in the way.
  process.send?.({ longestMs: Math.max(0, delays.max / 1e6 - RESOLUTION_MS) });
  delays.reset();
});
process.channel?.unref();
