#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { UsageError, type Command, type CommandInput } from './commands/command.js';

/** Loaded only when they are asked for: a server is a lot to load for a look at two files. */
const COMMANDS: Readonly<Record<string, Entry>> = {
  serve: {
    summary: 'run the server until it is told to stop (SIGTERM, Ctrl-C)',
    load: async () => (await import('./commands/serve.js')).serveCommand,
  },
  migrate: {
    summary: 'bring the schema of the database up to date',
    load: async () => (await import('./commands/migrate.js')).migrateCommand,
  },
  ingest: {
    summary: 'take release indexes and updates metadata into the database',
    load: async () => (await import('./commands/ingest.js')).ingestCommand,
  },
  lint: {
    summary: 'look for mistakes in a folder of release indexes and updates metadata',
    load: async () => (await import('./commands/lint.js')).lintCommand,
  },
  export: {
    summary: 'write all streams as release indexes and updates metadata',
    load: async () => (await import('./commands/export.js')).exportCommand,
  },
  backup: {
    summary: 'write everything in the database into one file',
    load: async () => (await import('./commands/backup.js')).backupCommand,
  },
  restore: {
    summary: 'fill an empty database with a backup',
    load: async () => (await import('./commands/restore.js')).restoreCommand,
  },
  'node-config': {
    summary: 'write the configuration that points a node here',
    load: async () => (await import('./commands/node-config.js')).nodeConfigCommand,
  },
  explain: {
    summary: 'say why a node updates, or why it does not',
    load: async () => (await import('./commands/explain.js')).explainCommand,
  },
  token: {
    summary: "make, list and revoke operators' tokens",
    load: async () => (await import('./commands/token.js')).tokenCommand,
  },
};

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** roost <command>: exit status 0 well, 1 faults found, 2 wrong usage. */
async function run([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview());
    return name === undefined ? 2 : 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) throw new UsageError(`there is no command ${name}\n\n${overview()}`);
  const command = await entry.load();
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
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(11)} ${summary}\n`);
  return `usage: roost <command> [...]\n\n${lines.join('')}\nroost <command> --help tells more.\n`;
}

function failed(error: unknown): number {
  process.stderr.write(`roost: ${error instanceof Error ? error.message : String(error)}\n`);
  return error instanceof UsageError ? 2 : 1;
}

process.exit(await run(process.argv.slice(2)).catch(failed));
