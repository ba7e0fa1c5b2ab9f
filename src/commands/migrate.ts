import { noArguments, print, type Command } from './command.js';
import { DATABASE_HELP, withStore } from './with-store.js';

export const migrateCommand: Command = {
  usage: '[--json]',
  help: `Applies pending migrations and names them. ${DATABASE_HELP}\n"roost serve" does the same at its start.`,
  options: { json: { type: 'boolean' } },
  async run(input) {
    noArguments(input);
    return withStore(({ migrations }) => {
      const text = migrations.map((name) => `applied ${name}\n`).join('') || 'nothing to do: up to date\n';
      print(input, { applied: migrations }, text);
      return Promise.resolve(0);
    });
  },
};
