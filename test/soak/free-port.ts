import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that the system gives to whoever connects: what listens there can be killed and come back. */
const FIRST = 20_000;
const LAST = 30_000;

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const outcome = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!outcome) return false;
  probe.close();
  await once(probe, 'close');
  return true;
}
