import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { LOG_LEVELS, type LogLevel } from './adapters/log/pino-log.js';
import { INGEST_MODES, type IngestMode } from './application/ingest.js';

/** Everything that can be set, read once from the environment. @see http-api.md 8 */
export interface Config {
  readonly version: string;
  readonly host: string;
  readonly port: number;
  /** `null`: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** `null`: no folder of documents. */
  readonly graphData: string | null;
  readonly graphDataMode: IngestMode;
  readonly refreshSeconds: number;
  readonly logLevel: LogLevel;
}

/** What `roost serve --help` prints. */
export const SETTINGS = [
  ['HOST', '0.0.0.0', 'address to listen on'],
  ['PORT', '8080', 'port to listen on'],
  ['DATABASE_URL', '-', 'PostgreSQL 15 or later; without it an embedded database in DATA_DIR'],
  ['DATA_DIR', './data', 'where the embedded database lives'],
  [
    'GRAPH_DATA',
    './graph-data with the embedded database, else -',
    'folder of release indexes and updates metadata',
  ],
  [
    'GRAPH_DATA_MODE',
    'seed',
    'seed: a stream the database lacks is imported once; follow: the folder is the truth',
  ],
  ['REFRESH_INTERVAL', '30s', 'how often the folder is read again, such as 30s, 5m'],
  ['LOG_LEVEL', 'info', LOG_LEVELS.join(', ')],
] as const;

/** The sentences of all settings that are wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const DEFAULT_GRAPH_DATA = './graph-data';

/**
 * Reads the settings.
 * @throws ConfigError that names every wrong one, what was given and what is expected
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const faults: string[] = [];
  const settings = new Settings(environment, faults);
  const databaseUrl = settings.read('DATABASE_URL', null, {
    parse: parseDatabaseUrl,
    expected: 'a URL like postgresql://user:password@host:5432/name',
  });
  const config = {
    version: packageVersion(),
    host: settings.read('HOST', '0.0.0.0', { parse: (text) => text, expected: 'an address' }),
    port: settings.read('PORT', 8080, {
      parse: parsePort,
      expected: 'a number from 0 (any free port) to 65535',
    }),
    databaseUrl,
    dataDir: settings.read('DATA_DIR', './data', { parse: (text) => text, expected: 'a folder' }),
    graphData: settings.read('GRAPH_DATA', defaultGraphData(databaseUrl), {
      parse: (text) => text,
      expected: 'a folder',
    }),
    graphDataMode: settings.read('GRAPH_DATA_MODE', 'seed', {
      parse: (text) => oneOf(INGEST_MODES, text),
      expected: 'seed or follow',
    }),
    refreshSeconds: settings.read('REFRESH_INTERVAL', 30, {
      parse: parseInterval,
      expected: 'a duration from 1s to 1d, like 30s or 5m',
    }),
    logLevel: settings.read('LOG_LEVEL', 'info', {
      parse: (text) => oneOf(LOG_LEVELS, text),
      expected: `one of ${LOG_LEVELS.join(', ')}`,
    }),
  };
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return config;
}

interface Kind<T> {
  /** Says `null` to what it does not understand. */
  readonly parse: (text: string) => T | null;
  readonly expected: string;
}

class Settings {
  constructor(
    private readonly environment: NodeJS.ProcessEnv,
    private readonly faults: string[],
  ) {}

  /** An empty setting is one that is not there. */
  read<T, D>(name: string, otherwise: D, { parse, expected }: Kind<T>): T | D {
    const text = this.environment[name];
    if (text === undefined || text === '') return otherwise;
    const value = parse(text);
    if (value !== null) return value;
    // A database's URL holds its password.
    const given = name === 'DATABASE_URL' ? 'a value that is none' : JSON.stringify(text);
    this.faults.push(`${name}: expected ${expected}, was given ${given}`);
    return otherwise;
  }
}

function defaultGraphData(databaseUrl: string | null): string | null {
  return databaseUrl === null && existsSync(DEFAULT_GRAPH_DATA) ? DEFAULT_GRAPH_DATA : null;
}

function parseDatabaseUrl(text: string): string | null {
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text) ? text : null;
}

function parsePort(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function parseInterval(text: string): number | null {
  const [, amount, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const seconds = Number(amount) * (UNITS[unit] ?? 0);
  return seconds >= 1 && seconds <= 86_400 ? seconds : null;
}

function oneOf<T extends string>(allowed: readonly T[], text: string): T | null {
  return allowed.find((one) => one === text) ?? null;
}

function packageVersion(): string {
  const packageJson: unknown = createRequire(import.meta.url)('#package.json');
  const hasVersion = typeof packageJson === 'object' && packageJson !== null && 'version' in packageJson;
  return hasVersion ? String(packageJson.version) : 'unknown';
}
