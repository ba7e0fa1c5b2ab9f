import type { Instance } from './instance.js';
import type { Record } from './record.js';

/** @throws Error that names one that does not come to be ready */
export async function startAll(instances: readonly Instance[], record: Record): Promise<void> {
  const started = instances.map(async (instance) => {
    instance.onEnd = (message) => record.breach({ breach: 'ended', message });
    instance.start();
    if ((await instance.becomesReady()) === null) throw new Error(`${instance.name} does not start`);
  });
  await Promise.all(started);
}

/** As somebody would who upgrades them. */
export async function stopAll(instances: readonly Instance[], record: Record): Promise<void> {
  for (const instance of instances) {
    const status = await instance.stop();
    if (status !== 0) record.breach({ breach: 'ended', message: `${instance.name} stops with ${status}` });
  }
}
