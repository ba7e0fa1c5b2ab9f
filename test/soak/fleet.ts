import { eventually } from './clock.js';
import type { Instance } from './instance.js';
import type { Random } from './random.js';

/** The instances that share a database, or the one that has its own. */
export class Fleet {
  constructor(readonly instances: readonly Instance[]) {}

  get living(): readonly Instance[] {
    return this.instances.filter(({ isLiving }) => isLiving);
  }

  /** One that lives, be it after some waiting; `null` where none comes back. */
  async any(random: Random): Promise<Instance | null> {
    await eventually(() => this.living.length > 0, { withinMs: 60_000, everyMs: 50 });
    return this.living.length > 0 ? random.pick(this.living) : null;
  }
}
