import { FolderSource } from '../adapters/documents/folder-source.js';
import { epochOf, rfc3339, SystemClock } from '../application/clock.js';
import { judgeDocuments, type DocumentJudgement } from '../application/document-report.js';
import { reportOf } from '../application/report.js';
import { readDocuments, type Documents } from '../graph/documents.js';
import type { Finding, Severity } from '../graph/finding.js';
import { Problem } from '../graph/problem.js';
import { onlyArgument, optionOf, UsageError, type Command, type CommandInput } from './command.js';
import { markdownOf } from './lint-markdown.js';
import { textOf } from './lint-text.js';

export const lintCommand: Command = {
  usage: '<folder> [--previous <folder>] [--at <time>] [--format text|json|markdown] [--json]',
  help:
    'Judges a folder laid out like graph-data/ as if it were published at a time (default now; RFC 3339, like\n' +
    '2026-11-22T16:00:00Z), and says everything that is wrong with it, with file and JSON Pointer. Needs no\n' +
    'database. With --previous, the folder as it is published now, it judges only what is changed, and shows\n' +
    'what that does to every graph, and who is exposed to it when: for pull requests.\n' +
    '--json is --format json; --format markdown is for a comment on the pull request.\n' +
    'Exit status 1 when there are errors or findings that need to be confirmed; warnings alone are 0.',
  options: {
    previous: { type: 'string' },
    at: { type: 'string' },
    format: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(input) {
    const format = formatOf(input);
    const at = timeOf(input);
    const folder = new FolderSource(onlyArgument(input, 'folder'));
    const previous = optionOf(input, 'previous');
    const streams = await judgeFolder(folder, previous === undefined ? null : new FolderSource(previous), at);
    process.stdout.write(FORMATS[format]({ streams, at: rfc3339(at) ?? '' }));
    return streams.some(({ findings }) => findings.some(({ severity }) => severity !== 'warning')) ? 1 : 0;
  },
};

/** What there is to say about a folder. */
export interface FolderReport {
  readonly streams: readonly StreamReport[];
  /** As if published then: RFC 3339. */
  readonly at: string;
}

export interface StreamReport extends Omit<ReturnType<typeof reportOf>, 'findings'> {
  readonly stream: string;
  readonly findings: readonly Finding[];
}

const FORMATS = { text: textOf, json: jsonOf, markdown: markdownOf } as const;

function formatOf(input: CommandInput): keyof typeof FORMATS {
  const { format = input.values['json'] === true ? 'json' : 'text' } = input.values;
  if (format !== 'text' && format !== 'json' && format !== 'markdown') {
    throw new UsageError(`--format: expected text, json or markdown, was given ${JSON.stringify(format)}`);
  }
  if (input.values['json'] !== true || format === 'json') return format;
  throw new UsageError(`--json and --format ${format} contradict each other`);
}

function timeOf(input: CommandInput): number {
  const text = optionOf(input, 'at');
  if (text === undefined) return new SystemClock().now();
  const at = epochOf(text);
  if (at !== null) return at;
  throw new UsageError(`--at: expected a time like 2026-11-22T16:00:00Z, was given ${JSON.stringify(text)}`);
}

/** Each stream of the folder, and those that it lost. */
async function judgeFolder(
  folder: FolderSource,
  previous: FolderSource | null,
  at: number,
): Promise<readonly StreamReport[]> {
  const names = await namesOf(folder);
  const before = previous ? await namesOf(previous) : [];
  const reports: StreamReport[] = [];
  for (const name of names) {
    const stands = previous && (before.includes(name) ? await read(previous, name) : NOTHING);
    reports.push(reportOfStream(name, await read(folder, name), { stands, at }));
  }
  const lost = before.filter((name) => !names.includes(name));
  return [...reports, ...lost.map((name) => ({ ...SILENT, stream: name, findings: [lostStream(name)] }))];
}

const NOTHING: Documents = { releases: [], places: new Map(), strays: [] };
const SILENT = { exposure: [], diff: [] } as const;

async function namesOf(folder: FolderSource): Promise<readonly string[]> {
  try {
    return await folder.streams();
  } catch (error) {
    if (error instanceof Problem) throw new UsageError(error.value);
    throw error;
  }
}

/** The documents of a stream, or what keeps them from being read. */
async function read(folder: FolderSource, name: string): Promise<Documents | Problem> {
  try {
    const { index, updates } = (await folder.read(name)).parse();
    return readDocuments(index, updates);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

interface Against {
  /** What stands now; `null` where nothing is to be compared with. */
  readonly stands: Documents | Problem | null;
  readonly at: number;
}

function reportOfStream(
  stream: string,
  documents: Documents | Problem,
  { stands, at }: Against,
): StreamReport {
  if (documents instanceof Problem)
    return { ...SILENT, stream, findings: findingsOf(stream, documents, 'error') };
  const isUnread = stands instanceof Problem;
  const judgement = judgeDocuments({ documents, previous: isUnread ? null : stands, at });
  const unread = isUnread ? findingsOf(stream, stands, 'warning').map(ofPrevious) : [];
  return withFindings(stream, { ...judgement, findings: [...unread, ...judgement.findings] });
}

/** The findings stay as they are: they know which file they stand in, if they are not about the stream as a whole. */
function withFindings(stream: string, judgement: DocumentJudgement): StreamReport {
  const findings = judgement.findings.map((one) => ({ ...one, document: one.document || stream }));
  return { ...reportOf(judgement), stream, findings };
}

function findingsOf(stream: string, problem: Problem, severity: Severity): readonly Finding[] {
  if (problem.faults.length > 0) return problem.faults.map((fault) => ({ severity, ...fault }));
  return [{ code: problem.kind, severity, document: stream, path: '', message: problem.value }];
}

/** What cannot be read cannot be compared with: everything is judged, not only what changes. */
function ofPrevious(finding: Finding): Finding {
  return { ...finding, message: `what is published now cannot be read: ${finding.message}` };
}

function lostStream(name: string): Finding {
  const message = `the stream ${name} would be gone: its nodes would get no more updates; put it back, or confirm it`;
  return { code: 'lost_stream', severity: 'confirm', document: `updates/${name}.json`, path: '', message };
}

function jsonOf({ streams }: FolderReport): string {
  const report = {
    findings: streams.flatMap(({ stream, findings }) => findings.map((one) => ({ stream, ...one }))),
    exposure: streams.flatMap(({ stream, exposure }) => exposure.map((one) => ({ stream, ...one }))),
    diff: streams.flatMap(({ stream, diff }) => diff.map((one) => ({ stream, ...one }))),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
