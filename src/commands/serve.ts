import { SETTINGS } from '../config.js';
import { serve } from '../main.js';
import { noArguments, type Command } from './command.js';
import { settings } from './settings.js';

const table = SETTINGS.map(
  ([name, otherwise, meaning]) => `  ${name.padEnd(17)} ${meaning}\n${' '.repeat(20)}default: ${otherwise}`,
);

export const serveCommand: Command = {
  usage: '',
  help: `Settings are environment variables:\n\n${table.join('\n')}\n\nPending migrations are applied first.`,
  options: {},
  async run(input) {
    noArguments(input);
    return serve(settings());
  },
};
