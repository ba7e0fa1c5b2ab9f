import { eventually } from './clock.js';
import type { Instance } from './instance.js';
import type { Random } from './random.js';

/** The instances that share a database, or the one that has its own. */
export class Fleet {
  constructor(readonly instances: readonly Instance[]) {}

  get living(): readonly Instance[] {
    return this.instances.filter(({ isLiving }) => isLiving);
  }

  /** One that lives, be it after some waiting. @throws Error where none comes back */
  async any(random: Random): Promise<Instance> {
    await eventually(() => this.living.length > 0, { withinMs: 60_000, everyMs: 50 });
    if (this.living.length === 0)
      throw new Error(`none of ${this.instances.map(({ name }) => name).join(', ')} lives`);
    return random.pick(this.living);
  }
}
