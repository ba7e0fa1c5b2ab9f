import type { Agent } from './agent.js';
import { now, pause } from './clock.js';
import { WHOLE_SCOPE } from './content.js';
import type { Fleet } from './fleet.js';
import type { Instance } from './instance.js';
import type { MirroredStream, Version } from './mirrored-stream.js';

/** Then it counts as having taken this long. */
const LIMIT_MS = 60_000;
const POLL_MS = 100;

/** Measures how long it takes until every instance serves documents of the upstream. */
export class Following {
  constructor(
    private readonly fleet: Fleet,
    private readonly agent: Agent,
    private readonly interruptedAt: () => number,
  ) {}

  /**
   * @param isWell whether it still makes sense to wait
   * @returns for each instance that lives through it, how long it took, since the last time that the database came back
   *   or the reader of the upstream was killed
   */
  async measure(stream: MirroredStream, version: Version, isWell: () => boolean): Promise<readonly number[]> {
    const since = now();
    const took = await Promise.all(
      this.fleet.living.map((instance) => this.#measure(instance, { stream, version, since, isWell })),
    );
    return took.filter((one) => one !== null);
  }

  async #measure(instance: Instance, { stream, version, since, isWell }: Wanted): Promise<number | null> {
    const { life } = instance;
    while (instance.isStill(life)) {
      const answer = await this.agent.graph(instance, stream, { scope: WHOLE_SCOPE, wariness: 0 });
      const took = now() - Math.max(since, this.interruptedAt());
      if (answer && stream.hasCome(answer.revision, version)) return took;
      if (took > LIMIT_MS) return took;
      if (!isWell()) return null;
      await pause(POLL_MS);
    }
    return null;
  }
}

interface Wanted {
  readonly stream: MirroredStream;
  readonly version: Version;
  readonly since: number;
  readonly isWell: () => boolean;
}
