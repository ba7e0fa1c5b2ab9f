import { graphPath } from './agent.js';
import { ask, header } from './ask.js';
import { now, pause } from './clock.js';
import { WHOLE_SCOPE } from './content.js';
import type { Fleet } from './fleet.js';
import type { Instance } from './instance.js';
import type { Outages } from './outages.js';
import type { Record } from './record.js';

const POLL_MS = 20;
/** Then it counts as having taken this long. */
const LIMIT_MS = 30_000;
/** A database is up when it has been for this long: servers try to connect again once a second. */
const UP_MS = 2000;

interface Change {
  readonly revision: number;
  /** Who has answered the write. */
  readonly by: Instance;
  readonly at: number;
}

/** Measures how long it takes until what was done on one instance is served by the others. */
export class Visibility {
  readonly #stop = new AbortController();
  readonly #following = new Set<Promise<void>>();

  constructor(
    private readonly fleet: Fleet,
    private readonly outages: Outages,
    private readonly record: Record,
  ) {}

  /** In the background. */
  follow(stream: string, change: Change): void {
    for (const instance of this.fleet.living) {
      if (instance === change.by) continue;
      const following = this.#measure(instance, stream, change);
      this.#following.add(following);
      void following.finally(() => this.#following.delete(following));
    }
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#following);
  }

  async #measure(instance: Instance, stream: string, { revision, at }: Change): Promise<void> {
    const { life } = instance;
    while (instance.isStill(life) && !this.#stop.signal.aborted) {
      const seen = now();
      const isThere = (await this.#revision(instance, stream)) >= revision;
      // What takes long because the database has gone away meanwhile says nothing.
      if (this.outages.touch(at, seen)) return;
      if (isThere || seen - at > LIMIT_MS) {
        const isBack = this.outages.touch(at, seen, UP_MS);
        const what = isBack ? 'visible elsewhere, database just back' : 'visible elsewhere';
        return this.record.measure(what, seen - at);
      }
      await pause(POLL_MS);
    }
  }

  async #revision({ port }: Instance, stream: string): Promise<number> {
    const reply = await ask({ port, method: 'HEAD', path: graphPath(stream, WHOLE_SCOPE, 0) });
    return 'error' in reply ? -1 : Number(header(reply, 'roost-revision') || '-1');
  }
}
