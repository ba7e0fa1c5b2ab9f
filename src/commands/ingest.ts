import { FolderSource } from '../adapters/documents/folder-source.js';
import { HttpSource } from '../adapters/documents/http-source.js';
import { SystemClock } from '../application/clock.js';
import type { DocumentSource } from '../application/document-source.js';
import { Feeds, type Feed } from '../application/feeds.js';
import { IngestNotes } from '../application/ingest-notes.js';
import { Ingest } from '../application/ingest.js';
import { Snapshots } from '../application/snapshots.js';
import { Sources } from '../application/sources.js';
import { isName } from '../graph/model.js';
import { placeText, Problem, type Fault } from '../graph/problem.js';
import { onlyArgument, optionOf, print, UsageError, type Command, type CommandInput } from './command.js';
import { settings } from './settings.js';
import { DATABASE_HELP, withStore, type OpenStore } from './with-store.js';

export const ingestCommand: Command = {
  usage: '<folder|url> [--stream S] [--json]',
  help:
    'Takes every stream of a folder laid out like graph-data/, or one stream of a server that has its documents\n' +
    'at <url>/prod/streams/<S>/releases.json and <url>/updates/<S>.json. A stream is taken whole or not at all,\n' +
    `whatever the others do; exit status 1 when one was not. ${DATABASE_HELP}`,
  options: { stream: { type: 'string' }, json: { type: 'boolean' } },
  async run(input) {
    const source = sourceOf(input);
    const results = await withStore(async (open) => takeAll(input, source, open));
    print(input, { streams: results }, results.map(asText).join(''));
    return results.every(({ taken }) => taken) ? 0 : 1;
  },
};

interface Result {
  readonly stream: string;
  readonly taken: boolean;
  readonly revision: number | null;
  readonly releases: number | null;
  readonly findings: number;
  readonly message: string;
  readonly faults: readonly Fault[];
}

function sourceOf(input: CommandInput): DocumentSource {
  const place = onlyArgument(input, 'folder or URL');
  if (!/^https?:\/\//.test(place)) return new FolderSource(place);
  const stream = optionOf(input, 'stream');
  if (stream === undefined) throw new UsageError('a URL needs --stream: which one is to be taken?');
  return new HttpSource(place, [stream], { proxies: settings().proxies });
}

async function takeAll(
  input: CommandInput,
  source: DocumentSource,
  open: OpenStore,
): Promise<readonly Result[]> {
  const names = await wantedStreams(input, source);
  const { store, states, log } = open;
  const sources = new Sources();
  const snapshots = new Snapshots(store, log);
  const feed = { kind: 'folder', mode: 'seed', source } as const;
  const notes = new IngestNotes(sources, states, new SystemClock(), log);
  const ingest = new Ingest(new Feeds([feed]), store, snapshots, sources, notes, log);
  const results: Result[] = [];
  for (const name of names) {
    if (process.stderr.isTTY) process.stderr.write(`${name} ...\n`);
    results.push(await take({ ingest, feed, sources }, name));
  }
  return results;
}

async function wantedStreams(input: CommandInput, source: DocumentSource): Promise<readonly string[]> {
  const stream = optionOf(input, 'stream');
  if (stream === undefined) return source.streams();
  if (!isName(stream))
    throw new UsageError(`--stream: ${JSON.stringify(stream)} is not the name of a stream`);
  return [stream];
}

interface Taking {
  readonly ingest: Ingest;
  readonly feed: Feed;
  readonly sources: Sources;
}

async function take({ ingest, feed, sources }: Taking, stream: string): Promise<Result> {
  try {
    const taken = await ingest.take(feed, stream);
    const findings = sources.statusOf(stream).findings.length;
    const [revision, releases] = [taken?.revision ?? null, taken?.releases.length ?? null];
    return { stream, taken: true, revision, releases, findings, message: '', faults: [] };
  } catch (error) {
    if (error instanceof Problem && error.kind === 'database_unavailable') throw error;
    const message = error instanceof Error ? error.message : String(error);
    const faults = error instanceof Problem ? error.faults : [];
    return { stream, taken: false, revision: null, releases: null, findings: 0, message, faults };
  }
}

function asText({ stream, taken, revision, releases, findings, message, faults }: Result): string {
  if (taken) return `${stream}: revision ${revision}, ${releases} releases, ${findings} findings\n`;
  const lines = faults.map((fault) => `  ${placeText(fault)}: ${fault.message}\n`);
  return `${stream}: not taken\n${lines.join('') || `  ${message}\n`}`;
}
