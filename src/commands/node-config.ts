import { parseJson } from '../adapters/documents/parse-json.js';
import { askServer } from '../adapters/zincati/ask-server.js';
import { butane } from '../application/node-config/butane.js';
import { DROP_IN_PATH, dropIn } from '../application/node-config/drop-in.js';
import { ignition } from '../application/node-config/ignition.js';
import { mergeIntoIgnition, type Merged } from '../application/node-config/merge-ignition.js';
import {
  OPTIONS,
  readNodeConfig,
  type OptionTexts,
  type NodeConfig,
} from '../application/node-config/node-config.js';
import { remarksOn, type Remark } from '../application/node-config/remarks.js';
import { serverUrls, UNCHECKED, type Asker } from '../application/node-config/server-check.js';
import { isName, NAME_RULE } from '../graph/model.js';
import { placeText, Problem } from '../graph/problem.js';
import { bytesOf, noArguments, optionOf, UsageError, type Command, type CommandInput } from './command.js';

export const nodeConfigCommand: Command = {
  usage:
    '--base-url URL [--group G] [--rollout-wariness W]\n' +
    '         [--strategy immediate | --strategy periodic --window "Sat,Sun 23:30 60"... [--time-zone Z] |\n' +
    '          --strategy fleet_lock --fleet-lock-url URL]\n' +
    '         [--format toml|butane|ignition] [--merge FILE|-] [--stream S] [--basearch B] [--no-check]',
  help:
    `Writes the drop-in that points a node here, ${DROP_IN_PATH}: as the file itself (toml,\n` +
    'the default), as Butane or as Ignition 3. What is not asked for is left to the node.\n' +
    '--merge puts it into an Ignition file, or standard input, and writes the whole.\n' +
    '--window, as often as wanted, is days, start and minutes; --time-zone is as Europe/Berlin or localtime.\n' +
    'Traps are told on standard error. To find them the server behind the URL is asked as an agent would, for the\n' +
    "stream that the node's images carry (--stream, default stable) and --basearch (default x86_64); --no-check\n" +
    'asks nobody. Warnings alone leave the exit status 0.',
  options: {
    ...Object.fromEntries(OPTIONS.map((option) => [flagOf(option), { type: 'string' } as const])),
    window: { type: 'string', multiple: true },
    format: { type: 'string' },
    merge: { type: 'string' },
    stream: { type: 'string' },
    basearch: { type: 'string' },
    'no-check': { type: 'boolean' },
  },
  async run(input) {
    noArguments(input);
    const asked = askedOf(input);
    const config = configOf(asked);
    const asker = askerOf(input);
    const { text, remarks } = await written(input, dropIn(config));
    process.stdout.write(text);
    [...remarks, ...remarksOn(asked, config)].forEach(tell);
    if (input.values['no-check'] !== true) (await checked(config, asker)).forEach(tell);
    return 0;
  },
};

function flagOf(option: string): string {
  return option.replaceAll('_', '-');
}

function askedOf(input: CommandInput): OptionTexts {
  const windows = input.values['window'];
  const texts = OPTIONS.map((option) => [option, optionOf(input, flagOf(option))] as const);
  const window = Array.isArray(windows) ? { window: windows.join('\n') } : {};
  return { ...Object.fromEntries(texts.filter(([, text]) => text !== undefined)), ...window };
}

function configOf(asked: OptionTexts): NodeConfig {
  const { config, faults } = readNodeConfig(asked);
  if (config) return config;
  throw new UsageError(faults.map(({ option, message }) => `--${flagOf(option)}: ${message}`).join('\n'));
}

function askerOf(input: CommandInput): Asker {
  const stream = optionOf(input, 'stream') ?? 'stable';
  const basearch = optionOf(input, 'basearch') ?? 'x86_64';
  for (const [option, name] of Object.entries({ stream, basearch })) {
    if (!isName(name)) throw new UsageError(`--${option}: ${NAME_RULE}; was given ${JSON.stringify(name)}`);
  }
  return { stream, basearch };
}

const FORMATS = { toml: (content: string) => content, butane, ignition } as const;

async function written(input: CommandInput, content: string): Promise<Merged> {
  const format = optionOf(input, 'format') ?? 'toml';
  if (format !== 'toml' && format !== 'butane' && format !== 'ignition') {
    throw new UsageError(`--format: expected toml, butane or ignition, was given ${JSON.stringify(format)}`);
  }
  const file = optionOf(input, 'merge');
  if (file === undefined) return { text: FORMATS[format](content), remarks: [] };
  if (format === 'ignition') return merged(file, content);
  throw new UsageError('--merge: only Ignition files can be merged into: say --format ignition');
}

async function merged(file: string, content: string): Promise<Merged> {
  const name = file === '-' ? 'standard input' : file;
  const bytes = await bytesOf('merge', file);
  try {
    return mergeIntoIgnition(parseJson(name, bytes), content);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const faults = error.faults.map((fault) => `${placeText(fault)}: ${fault.message}`);
    if (/^variant:/m.test(Buffer.from(bytes).toString())) faults.push(BUTANE_HINT);
    throw new Error(faults.join('\n'), { cause: error });
  }
}

const BUTANE_HINT =
  'this looks like Butane: take --format butane and put its entry under storage.files there, or run butane on it first';

async function checked(config: NodeConfig, asker: Asker): Promise<readonly Remark[]> {
  const urls = serverUrls(config, asker);
  return urls === null ? [UNCHECKED] : askServer(urls, asker.stream);
}

function tell({ level, option, message }: Remark): void {
  process.stderr.write(`${level}: ${option === null ? '' : `--${flagOf(option)}: `}${message}\n`);
}
