import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Generator } from './load/generator.js';
import { ASKERS_CORE, moveTo } from './machine/cores.js';
import { requireLinux } from './machine/cpu.js';
import { describeSurroundings } from './machine/describe.js';
import { HELP, readOptions, type Options } from './options.js';
import type { Part } from './parts/part.js';
import { PARTS } from './parts/parts.js';
import { warnings } from './report/compare.js';
import { keep, keptRun } from './report/keep.js';
import { markdownOf } from './report/markdown.js';
import type { RunRecord } from './report/record.js';
import type { PartResult } from './report/result.js';
import { DatabaseServer } from './servers/database.js';
import type { Stage } from './stage.js';
import { Undo } from './undo.js';

/** Measures all parts that are asked for, one after the other. */
async function bench({ quick, parts, peers, database }: Options, undo: Undo): Promise<RunRecord> {
  requireLinux();
  const surroundings = describeSurroundings();
  // Whatever is started from here on asks, until it is put elsewhere.
  await moveTo(ASKERS_CORE, [process.pid]);
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-'));
  undo.add(() => rm(folder, { recursive: true, force: true }));
  const generator = await Generator.create();
  undo.add(() => generator.stop());
  const whole = { quick, peers, folder, generator, database: await databaseFor(database, undo) };
  const results: Record<string, PartResult> = {};
  for (const name of parts) {
    const start = performance.now();
    const ofPart = new Undo();
    undo.add(() => ofPart.all());
    results[name] = await measured(PARTS[name], { ...whole, undo: ofPart });
    await ofPart.all();
    process.stderr.write(`bench: ${name} took ${Math.round((performance.now() - start) / 1000)} s\n`);
  }
  return { quick, surroundings, parts: results };
}

/** A part that fails does not take the others' results with it. */
async function measured({ title, measure }: Part, stage: Stage): Promise<PartResult> {
  try {
    return await measure(stage);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`bench: could not measure "${title}": ${textOf(error)}\n`);
    return { title, rows: [], notes: ['Could not be measured.'] };
  }
}

async function databaseFor(url: string | null, undo: Undo): Promise<Stage['database']> {
  try {
    const database = url === null ? await DatabaseServer.start() : new DatabaseServer(url);
    undo.add(() => database.stop());
    return database;
  } catch (error) {
    process.stderr.write(`bench: no PostgreSQL, so servers have the embedded one: ${textOf(error)}\n`);
    return null;
  }
}

async function run(options: Options): Promise<void> {
  const undo = new Undo();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void undo.all().then(() => process.exit(1)));
  }
  try {
    const record = await bench(options, undo);
    await tell(record, options);
    if (options.keep && process.exitCode === undefined) await keep(record);
  } finally {
    await undo.all();
  }
}

async function tell(record: RunRecord, { json, markdown }: Options): Promise<void> {
  const text = markdownOf(record);
  process.stdout.write(`\n${text}`);
  await writeFile(json ?? join(import.meta.dirname, 'result.json'), `${JSON.stringify(record, null, 2)}\n`);
  await writeFile(markdown ?? join(import.meta.dirname, 'result.md'), text);
  const kept = await keptRun();
  for (const warning of kept ? warnings(kept, record) : []) process.stdout.write(`warning: ${warning}\n`);
}

async function main(args: readonly string[]): Promise<void> {
  try {
    const options = readOptions(args);
    if (options === 'help') process.stdout.write(HELP);
    else await run(options);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`bench: could not measure: ${textOf(error)}\n`);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

await main(process.argv.slice(2));
// Whatever is still open, such as a connection that is kept alive, is not waited for.
process.exit();
