import { readConfig, SETTINGS } from '../config.js';
import { serve } from '../main.js';
import { noArguments, type Command } from './command.js';

const table = SETTINGS.map(
  ([name, otherwise, meaning]) => `  ${name.padEnd(17)} ${meaning}\n${' '.repeat(20)}default: ${otherwise}`,
);

export const serveCommand: Command = {
  summary: 'run the server until it is told to stop (SIGTERM, Ctrl-C)',
  usage: '',
  help: `Settings are environment variables:\n\n${table.join('\n')}\n\nPending migrations are applied first.`,
  options: {},
  async run(input) {
    noArguments(input);
    return serve(readConfig(process.env));
  },
};
