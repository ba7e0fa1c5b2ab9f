import { Injectable } from '@nestjs/common';
import { pauseSeconds } from './back-off.js';
import { Feeds, RefreshSettings, type Feed } from './feeds.js';
import { Ingest } from './ingest.js';
import { Instances } from './instances.js';
import { Log, thrown } from './log.js';
import { pause } from './pause.js';
import { Snapshots } from './snapshots.js';
import { SourceStates } from './source-states.js';
import { Sources } from './sources.js';

/** An instance that dies while it reads the sources is to be replaced within 10 s. */
const DUTY_MS = 2000;

/** One round of something that is read by itself. @returns whether it went well */
type Round = (signal: AbortSignal) => Promise<boolean>;

/**
 * Reads the sources again and again while that is this instance's duty, each mirrored stream by itself, so that
 * none waits for another; else learns how they fare from the instance whose duty it is.
 */
@Injectable()
export class Refreshing {
  readonly #underWay = new Set<Promise<unknown>>();
  #resolveFirstTry: () => void = () => undefined;

  /** Resolves when every stream was tried once, here or by another instance. */
  readonly firstTry = new Promise<void>((resolve) => (this.#resolveFirstTry = resolve));
  #allTried = false;

  constructor(
    private readonly feeds: Feeds,
    private readonly settings: RefreshSettings,
    private readonly instances: Instances,
    private readonly ingest: Ingest,
    private readonly sources: Sources,
    private readonly states: SourceStates,
    private readonly snapshots: Snapshots,
    private readonly log: Log,
  ) {}

  /** Works until the signal, and waits for what is under way then; never throws. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (await this.instances.takeDuty()) await this.#onDuty(signal);
      if (await this.#learn()) await this.#finishIfTried();
      await pause(DUTY_MS, signal);
    }
    this.#resolveFirstTry();
    await Promise.all(this.#underWay);
  }

  /** For as long as the duty is ours. What was begun then and ends later does not count any more. */
  async #onDuty(signal: AbortSignal): Promise<void> {
    const term = new AbortController();
    this.log.debug('it is on this instance to read the sources');
    this.#begin(this.#start(term.signal));
    do await pause(DUTY_MS, signal);
    while (!signal.aborted && (await this.instances.takeDuty()));
    term.abort();
  }

  async #start(signal: AbortSignal): Promise<void> {
    await this.#learn();
    if (this.feeds.of('folder') === null) await this.ingest.forgetFolder();
    const rounds = this.feeds.all.flatMap((feed) => this.#roundsOf(feed));
    const first = rounds.map(async (round) => {
      const wentWell = await round(signal);
      this.#begin(this.#again(round, wentWell, signal));
    });
    await Promise.all(first);
    if (!signal.aborted) this.#finish();
  }

  #roundsOf(feed: Feed): readonly Round[] {
    if (feed.kind === 'folder') return [(signal) => this.ingest.pass(feed, signal)];
    return this.feeds.mirrored.map((name) => (signal) => this.ingest.tryStream(feed, name, signal));
  }

  async #again(round: Round, wentWell: boolean, signal: AbortSignal): Promise<void> {
    let failures = wentWell ? 0 : 1;
    for (;;) {
      await pause(1000 * pauseSeconds(this.settings.refreshSeconds, failures, Math.random()), signal);
      if (signal.aborted) return;
      failures = (await round(signal)) ? 0 : failures + 1;
      if (this.#allTried) this.#finish();
    }
  }

  #begin(work: Promise<void>): void {
    const kept = work.finally(() => this.#underWay.delete(kept));
    this.#underWay.add(kept);
  }

  /** @returns whether it could be learned how the sources fare */
  async #learn(): Promise<boolean> {
    try {
      this.sources.learn(await this.states.load());
      this.sources.expect(this.feeds.mirrored);
      return true;
    } catch (error) {
      this.log.debug('it cannot be learned how the sources fare', thrown(error));
      return false;
    }
  }

  /** Another instance may have tried everything that is to be tried. */
  async #finishIfTried(): Promise<void> {
    if (this.sources.firstPassDone) return;
    const folders = this.feeds.all.filter(({ kind }) => kind === 'folder');
    try {
      const listed = await Promise.all(folders.map(({ source }) => source.streams()));
      const names = [...listed.flat(), ...this.feeds.mirrored];
      if (names.every((name) => this.#isTried(name))) this.#finish();
    } catch (error) {
      this.log.debug('the source of documents cannot be read', thrown(error));
      this.#resolveFirstTry();
    }
  }

  #isTried(name: string): boolean {
    return this.sources.statusOf(name).lastAttempt !== null || this.snapshots.find(name) !== null;
  }

  /** A source that cannot be read at all may have streams that nobody knows of. */
  #finish(): void {
    this.#allTried = true;
    if (this.sources.unreadable === null) this.sources.finishFirstPass();
    this.#resolveFirstTry();
  }
}
