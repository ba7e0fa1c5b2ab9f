import { noArguments, print, type Command } from './command.js';
import { DATABASE_HELP, withStore } from './with-store.js';

export const migrateCommand: Command = {
  summary: 'bring the schema of the database up to date',
  usage: '[--json]',
  help: `Applies pending migrations and names them. ${DATABASE_HELP}\n"roost serve" does the same at its start.`,
  options: { json: { type: 'boolean' } },
  async run(input) {
    noArguments(input);
    return withStore(async ({ migrations }) => {
      const text = migrations.map((name) => `applied ${name}\n`).join('') || 'nothing to do: up to date\n';
      print(input, { applied: migrations }, text);
      return 0;
    });
  },
};
