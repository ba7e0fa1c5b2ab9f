import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { markdownOf } from './markdown.js';
import { isRunRecord, type RunRecord } from './record.js';

const ROOT = join(import.meta.dirname, '../../..');
const KEPT = join(ROOT, 'bench/last-run.json');
const README = join(ROOT, 'bench/README.md');

/** The run that is kept in the repository; `null` where there is none yet. */
export async function keptRun(): Promise<RunRecord | null> {
  const text = await readFile(KEPT, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  const value: unknown = text === null ? null : JSON.parse(text);
  return isRunRecord(value) ? value : null;
}

/** Keeps a run: as numbers for those to come, and as tables in the README. */
export async function keep(record: RunRecord): Promise<void> {
  await writeFile(KEPT, JSON.stringify(record));
  await writeFile(README, withRun(await readFile(README, 'utf8'), markdownOf(record)));
  await promisify(execFile)(join(ROOT, 'node_modules/.bin/prettier'), ['--write', KEPT, README]);
}

const BEGIN = '<!-- The kept run: written by npm run bench -- --keep -->';
const END = '<!-- The end of the kept run -->';

/**
 * A text with another run between its two marks.
 * @throws Error where it has no such marks
 */
export function withRun(text: string, run: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error('the README has no place for the kept run');
  return `${text.slice(0, begin + BEGIN.length)}\n\n${run}\n${text.slice(end)}`;
}
