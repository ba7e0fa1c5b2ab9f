import {
  bareRelease,
  isFinished,
  withRelease,
  type Content,
  type Sections,
  type SoakRelease,
} from './content.js';
import { releaseIndex, updatesMetadata } from './documents.js';
import type { Random } from './random.js';

/** What operators here have put over the oldest release, and what must survive every refresh. */
export const LOCAL_DEADEND = 'broken here: https://example.com/local';

/**
 * The documents of a stream of another server, in all the versions they have had. One of the two is changed at a
 * time, as its publisher does: first the build is in the index, then it is rolled out.
 */
export class MirroredDocuments {
  readonly #indexes: Content[];
  readonly #updates: ReadonlyMap<string, Sections>[] = [new Map()];
  readonly #contents = new Map<string, Content>();

  constructor(
    readonly name: string,
    private readonly random: Random,
  ) {
    this.#indexes = [[this.#build(0), this.#build(1)]];
  }

  /** How often each of the documents has been changed. */
  get newest(): { readonly index: number; readonly updates: number } {
    return { index: this.#indexes.length - 1, updates: this.#updates.length - 1 };
  }

  /** The oldest release, which operators put something over. */
  get oldest(): string {
    return this.#indexes[0]?.[0]?.version ?? '';
  }

  /** What is served of two versions of the documents. */
  contentOf(index: number, updates: number): Content {
    const key = `${index} ${updates}`;
    const known = this.#contents.get(key);
    if (known) return known;
    const sections = this.#updates[updates];
    const source = (this.#indexes[index] ?? []).map((one) => ({ ...one, ...sections?.get(one.version) }));
    const content = withRelease(source, this.oldest, { deadend: LOCAL_DEADEND });
    this.#contents.set(key, content);
    return content;
  }

  /** @returns the text and what it is known by */
  indexText(lost = 0): { readonly text: string; readonly tag: string } {
    const releases = this.#indexes.at(-1) ?? [];
    const kept = releases.slice(0, releases.length - lost);
    const tag = `"index-${this.#indexes.length}-${lost}"`;
    return { text: JSON.stringify(releaseIndex(this.name, kept), null, 1), tag };
  }

  updatesText(): { readonly text: string; readonly tag: string } {
    const sections = this.#updates.at(-1);
    const releases = (this.#indexes.at(-1) ?? []).map((one) => ({ ...one, ...sections?.get(one.version) }));
    const text = JSON.stringify(updatesMetadata(this.name, releases), null, 1);
    return { text, tag: `"updates-${this.#updates.length}"` };
  }

  /** Changes one of the two. @param at in seconds since the Unix epoch */
  publish(at: number): void {
    const newest = this.#indexes.at(-1) ?? [];
    const sections = this.#updates.at(-1) ?? new Map<string, Sections>();
    const last = newest.at(-1);
    if (!last || sections.has(last.version)) {
      this.#indexes.push([...newest, this.#build(newest.length)]);
      return;
    }
    this.#updates.push(this.#rolledOut(sections, last.version, at));
  }

  /** The one that was on its way comes to its end, and those before it are cleaned away. */
  #rolledOut(
    before: ReadonlyMap<string, Sections>,
    version: string,
    at: number,
  ): ReadonlyMap<string, Sections> {
    const ended = [...before].map(([older, sections]): readonly [string, Sections] => {
      if (!sections.rollout || isFinished(sections)) return [older, { ...sections, rollout: null }];
      return [older, { ...sections, rollout: { start: at - 60, fraction: 1, minutes: null } }];
    });
    const fraction = this.random.whole(10, 60) / 100;
    const rollout = { start: at - this.random.whole(10, 600), fraction, minutes: this.random.whole(90, 240) };
    const barrier = this.random.happens(0.1) ? 'mind the step: https://example.com/step' : null;
    return new Map([...ended, [version, { barrier, deadend: null, rollout }]]);
  }

  #build(count: number): SoakRelease {
    return bareRelease(`41.${1000 + count}.2.0`, this.random.hex(128), count % 5 !== 4);
  }
}
