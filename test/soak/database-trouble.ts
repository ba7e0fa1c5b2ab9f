import { now, pause } from './clock.js';
import type { InstanceTrouble } from './instance-trouble.js';
import type { Plan } from './plan.js';
import type { Postgres } from './postgres.js';
import type { Random } from './random.js';
import type { Record } from './record.js';

export interface DatabaseTroubleParts {
  readonly postgres: Postgres;
  readonly instances: InstanceTrouble;
  readonly plan: Plan;
  readonly record: Record;
  readonly random: Random;
}

/** Takes the database away: by killing it, by silence, and while an instance starts. */
export class DatabaseTrouble {
  constructor(private readonly parts: DatabaseTroubleParts) {}

  async work(stop: AbortSignal): Promise<void> {
    const { plan } = this.parts;
    const began = now();
    for (let count = 0; count < plan.databaseKills; count++) {
      const isLate = count >= plan.databaseKills / 2;
      if (count === Math.ceil(plan.databaseKills / 2)) await this.#freeze(stop);
      const due = began + plan.databaseFirstMs + count * plan.databaseEveryMs + (isLate ? plan.freezeMs : 0);
      await pause(due - now(), stop);
      if (stop.aborted) return;
      await this.#kill(count % 8 === 1);
    }
  }

  async #kill(withStart: boolean): Promise<void> {
    const { postgres, instances, random, record } = this.parts;
    const takeAway = async () => {
      record.event('kill -9 of the database');
      await postgres.kill();
    };
    if (withStart) await instances.startWhileAway(takeAway);
    if (!withStart) {
      await takeAway();
      await pause(random.between(500, 4000));
    }
    await postgres.start();
    record.count('kills of the database');
    record.event('the database is back');
  }

  async #freeze(stop: AbortSignal): Promise<void> {
    const { postgres, plan, record } = this.parts;
    record.event(`the database says nothing for ${plan.freezeMs} ms`);
    postgres.freeze();
    await pause(plan.freezeMs, stop);
    postgres.thaw();
    record.count('silences of the database');
    record.event('the database speaks again');
  }
}
