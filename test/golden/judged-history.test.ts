import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { placesIn, readDocuments, type Documents } from '../../src/graph/documents.js';
import type { Finding } from '../../src/graph/finding.js';
import { judge } from '../../src/graph/judge.js';
import { lintStrays } from '../../src/graph/lint.js';
import type { Release } from '../../src/graph/model.js';
import { documentOf, drawnFaults, problemOf } from '../graph/document.js';
import { DAY, HOUR } from '../graph/operate.js';

interface Rollout {
  readonly start_epoch?: number;
  readonly start_percentage?: number;
  readonly duration_minutes?: number;
}

interface Entry {
  readonly version: string;
  readonly metadata: { readonly rollout?: Rollout };
}

interface Updates {
  readonly stream: string;
  readonly releases: readonly Entry[];
}

interface Publication {
  readonly file: string;
  /** When it was published: seconds since the Unix epoch, UTC. */
  readonly at: number;
  readonly updates: Updates;
  /** The release index of that moment ends before this position. */
  readonly released: number;
}

const INDEX: { readonly releases: readonly { readonly version: string }[] } = read(
  join(import.meta.dirname, '../../graph-data/streams/stable/releases.json'),
);
const HISTORY = join(import.meta.dirname, 'updates-history');

function read(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Every publication of stable, oldest first. An index never shrinks: it ends with the newest version named so far. */
const PUBLICATIONS: readonly Publication[] = readdirSync(HISTORY)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .reduce<readonly Publication[]>((earlier, file) => {
    const updates: Updates = read(join(HISTORY, file));
    const named = new Set(updates.releases.map(({ version }) => version));
    const newest = INDEX.releases.findLastIndex(({ version }) => named.has(version));
    const released = Math.max(newest + 1, earlier.at(-1)?.released ?? 0);
    return [...earlier, { file, at: Number(file.replace('.json', '')), updates, released }];
  }, []);

function documentsOf({ file, updates, released }: Publication): Documents {
  const index = { ...INDEX, releases: INDEX.releases.slice(0, released) };
  return readDocuments(documentOf('releases.json', index), documentOf(file, updates));
}

/** What keeps a publication from being taken without a word, published after these releases. */
function grave(before: readonly Release[], publication: Publication): readonly Finding[] {
  const documents = documentsOf(publication);
  const cause = before.length === 0 ? 'first_import' : 'import';
  const change = { before, after: documents.releases, cause, at: publication.at, frozen: false } as const;
  const findings = [...judge(change, placesIn(documents)).findings, ...lintStrays(documents)];
  return findings.filter(({ severity }) => severity !== 'warning');
}

const drawn = (findings: readonly Finding[]) => findings.map(({ code, path }) => `${code} ${path}`);

describe('six years of real publications, each judged as if published at its time', () => {
  const flagged = new Map(
    PUBLICATIONS.flatMap((publication, index) => {
      const before = PUBLICATIONS[index - 1];
      const findings = grave(before ? documentsOf(before).releases : [], publication);
      return findings.length > 0 ? [[publication.file, findings] as const] : [];
    }),
  );

  test('are all there', () => {
    expect(PUBLICATIONS).toHaveLength(193);
  });

  test('have the one in which a rollout began in the wrong year, and everybody was updated at once', () => {
    const findings = flagged.get('1600857956.json') ?? [];
    expect(drawn(findings)).toEqual([
      'start_in_past /releases/2/metadata/rollout/start_epoch',
      'blast_radius /releases/2/metadata/rollout',
    ]);
    expect(findings[0]?.message).toContain('started 365 days ago: it would begin with 100 % of the fleet');
  });

  test('have the one in which a publication was undone: a curve is re-opened 141 hours late, and an older release is back', () => {
    expect(drawn(flagged.get('1612371897.json') ?? [])).toEqual([
      'not_newest /releases/3/metadata/rollout',
      'start_in_past /releases/4/metadata/rollout/start_epoch',
      'blast_radius /releases/3/metadata/rollout',
    ]);
  });

  test('are under 2 % false alarms besides, and those can be argued about', () => {
    const mistakes = ['1600857956.json', '1612371897.json'];
    const others = [...flagged].filter(([file]) => !mistakes.includes(file));
    expect(others.map(([file, findings]) => [file, ...drawn(findings)])).toEqual([
      // Merged one and a half and over two and a half hours after the start that they declare.
      ['1707838329.json', 'start_in_past /releases/12/metadata/rollout/start_epoch'],
      ['1747227268.json', 'start_in_past /releases/16/metadata/rollout/start_epoch'],
    ]);
    expect(others.length / (PUBLICATIONS.length - 1)).toBeLessThan(0.02);
  });
});

describe('a mistake that was made in another stream, put into a good publication', () => {
  // It starts a rollout of 48 hours, after one that did not have it.
  const position = PUBLICATIONS.findIndex(({ file }) => file === '1585228731.json');
  const good = PUBLICATIONS[position]!;
  const before = documentsOf({ ...PUBLICATIONS[position - 1]!, released: good.released }).releases;
  const last = good.updates.releases.length - 1;
  const start = good.updates.releases[last]?.metadata.rollout?.start_epoch ?? 0;
  const PATH = `/releases/${last}/metadata/rollout`;

  const withLast = (entry: Entry): Publication => ({
    ...good,
    updates: { ...good.updates, releases: [...good.updates.releases.slice(0, -1), entry] },
  });
  const withRollout = (more: Rollout): Publication => {
    const { version, metadata } = good.updates.releases[last]!;
    return withLast({ version, metadata: { ...metadata, rollout: { ...metadata.rollout, ...more } } });
  };

  test('there is none in it as it is', () => {
    expect(grave(before, good)).toEqual([]);
    expect(start).toBeGreaterThan(good.at - HOUR);
  });

  test('100 for a fraction: the document is refused', () => {
    const { kind, faults } = problemOf(() => documentsOf(withRollout({ start_percentage: 100 })));
    expect([kind, drawnFaults(faults)]).toEqual([
      'invalid_document',
      [`fraction_out_of_range ${PATH}/start_percentage`],
    ]);
    expect(faults[0]?.message).toContain('100 is not a fraction from 0 to 1: 1.0 is everybody');
  });

  test.each<[string, Publication, string[]]>([
    ['a start a month late', withRollout({ start_epoch: start + 31 * DAY }), [`start_far_ahead ${PATH}/start_epoch`]],
    [
      'a start a month early',
      withRollout({ start_epoch: start - 31 * DAY }),
      [`start_in_past ${PATH}/start_epoch`, `blast_radius ${PATH}`],
    ],
    ['five minutes for 48 hours', withRollout({ start_epoch: good.at, duration_minutes: 5 }), [`blast_radius ${PATH}`]],
    [
      'a rollout of a version that was never released',
      withLast({ ...good.updates.releases[last]!, version: '32.20200908.3.0' }),
      [`unknown_version /releases/${last}/version`],
    ],
  ])('%s', (_, publication, expected) => {
    expect(drawn(grave(before, publication))).toEqual(expected);
  });

  test('a curve that was taken away, re-opened as it was 141 hours late', () => {
    const { version, metadata } = good.updates.releases[last]!;
    const { rollout: _withdrawn, ...rest } = metadata;
    const withdrawn = documentsOf(withLast({ version, metadata: rest })).releases;
    expect(drawn(grave(withdrawn, { ...good, at: start + 141 * HOUR }))).toEqual([
      `start_in_past ${PATH}/start_epoch`,
      `blast_radius ${PATH}`,
    ]);
  });
});
