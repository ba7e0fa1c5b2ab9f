import { mkdir, mkdtemp, readdir, copyFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HELP, readOptions, type Options } from './options.js';
import { printed } from './report.js';
import { requirements } from './requirements.js';
import { Soak } from './soak.js';
import { openFolder } from './stage.js';

/** @returns the exit status */
async function run(options: Options): Promise<number> {
  const { folder, clear } = await openFolder();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Nothing is to be started any more, so we go at once: the janitor does the rest.
    process.once(signal, () => process.exit(2));
  }
  try {
    const soak = await Soak.prepare({ folder, clear }, options);
    return await report(soak, folder, options);
  } finally {
    await clear();
  }
}

async function report(soak: Soak, folder: string, options: Options): Promise<number> {
  try {
    const rows = requirements(await soak.run());
    process.stdout.write(`\n${printed(rows, soak.record, options)}`);
    if (rows.every(({ isReached }) => isReached)) return 0;
    process.stdout.write('Not all of it was reached.\n');
  } catch (error) {
    process.stdout.write(`It broke off: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
  process.stdout.write(`Evidence: ${await keepEvidence(folder, soak.record.text())}\n`);
  return 1;
}

/** What went wrong, and the logs of all that ran. @returns the folder */
async function keepEvidence(folder: string, text: string): Promise<string> {
  const evidence = await mkdtemp(join(tmpdir(), 'soak-evidence-'));
  await mkdir(evidence, { recursive: true });
  await writeFile(join(evidence, 'evidence.txt'), text);
  const logs = (await readdir(folder)).filter((name) => name.endsWith('.log'));
  for (const log of logs) await copyFile(join(folder, log), join(evidence, log));
  await copyFile(join(folder, 'postgres', 'log'), join(evidence, 'postgres.log'));
  return evidence;
}

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options !== 'help') return await run(options);
    process.stdout.write(HELP);
    return 0;
  } catch (error) {
    process.stderr.write(
      `soak: it could not be run: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return 2;
  }
}

process.exit(await main(process.argv.slice(2)));
