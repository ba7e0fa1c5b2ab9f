#!/usr/bin/env node
import { parseArgs } from 'node:util';
import type { Command, CommandInput } from './commands/command.js';
import { UsageError } from './commands/command.js';
import { exportCommand } from './commands/export.js';
import { ingestCommand } from './commands/ingest.js';
import { lintCommand } from './commands/lint.js';
import { migrateCommand } from './commands/migrate.js';
import { serveCommand } from './commands/serve.js';
import { ConfigError } from './config.js';

const COMMANDS: Readonly<Record<string, Command>> = {
  serve: serveCommand,
  migrate: migrateCommand,
  ingest: ingestCommand,
  lint: lintCommand,
  export: exportCommand,
};

/** roost <command>: exit status 0 well, 1 faults found, 2 wrong usage. */
async function run([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(`there is no command ${name}\n\n${overview()}`);
  const input = readInput(command, rest);
  if (input === 'help') {
    process.stdout.write(`usage: roost ${name} ${command.usage}\n\n${command.help}\n`);
    return 0;
  }
  return command.run(input);
}

function readInput(command: Command, rest: readonly string[]): CommandInput | 'help' {
  try {
    const help = { type: 'boolean', short: 'h' } as const;
    const options = { ...command.options, help };
    const input: CommandInput = parseArgs({ args: [...rest], options, allowPositionals: true });
    return input.values['help'] === true ? 'help' : input;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function overview(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(9)} ${summary}\n`);
  return `usage: roost <command> [...]\n\n${lines.join('')}\nroost <command> --help tells more.\n`;
}

function explain(error: unknown): number {
  process.stderr.write(`roost: ${error instanceof Error ? error.message : String(error)}\n`);
  return error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
}

process.exit(await run(process.argv.slice(2)).catch(explain));
