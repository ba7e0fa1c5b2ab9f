import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { faultsOfProxies, type ProxySettings } from './adapters/documents/http-proxies.js';
import { DEFAULT_LIMITS, type Limits } from './adapters/http/limits/limits.js';
import { LOG_LEVELS, type LogLevel } from './adapters/log/pino-log.js';
import { INGEST_MODES, type IngestMode } from './application/feeds.js';
import {
  oneOf,
  parseDatabaseUrl,
  parseHttpUrl,
  parseInterval,
  parseNetworks,
  parsePort,
  parseStreams,
  parseSwitch,
  parseWithin,
} from './setting-texts.js';
import { Settings } from './settings.js';

/** Everything that can be set, read once from the environment. @see http-api.md 8 */
export interface Config {
  readonly version: string;
  readonly host: string;
  readonly port: number;
  readonly adminHost: string;
  /** `null`: `port` serves operators too. */
  readonly adminPort: number | null;
  /** Addresses and networks whose `X-Forwarded-For` and `X-Forwarded-Proto` count. */
  readonly trustedProxies: readonly string[];
  /** An admin token that needs no database; `null` for none. */
  readonly bootstrapToken: string | null;
  /** `null`: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** `null`: no folder of documents. */
  readonly graphData: string | null;
  readonly graphDataMode: IngestMode;
  /** `null`: no other server is followed. */
  readonly mirror: Mirror | null;
  /** How other servers are reached. */
  readonly proxies: ProxySettings;
  readonly refreshSeconds: number;
  readonly limits: Limits;
  /** Processes that answer agents; 1 for this one alone. */
  readonly workers: number;
  /** Whether plain requests for graphs are answered without node's HTTP. */
  readonly fastLane: boolean;
  readonly logLevel: LogLevel;
}

/** Another server whose documents are followed. */
export interface Mirror {
  readonly url: string;
  /** At least one, none twice. */
  readonly streams: readonly string[];
}

/** What `roost serve --help` prints. */
export const SETTINGS = [
  ['HOST', '0.0.0.0', 'address to listen on'],
  ['PORT', '8080', 'port to listen on, for agents and, without ADMIN_PORT, for everything'],
  ['ADMIN_HOST', '127.0.0.1', 'address to listen on for operators, with ADMIN_PORT'],
  ['ADMIN_PORT', '-', 'port of its own for operators, metrics and docs: PORT no longer serves them'],
  ['TRUSTED_PROXIES', '-', 'addresses or networks, with commas between, whose X-Forwarded-For counts'],
  ['BOOTSTRAP_TOKEN', '-', 'an admin token of at least 32 characters, for the first set-up and automation'],
  ['DATABASE_URL', '-', 'PostgreSQL 15 or later; without it an embedded database in DATA_DIR'],
  ['DATA_DIR', './data', 'where the embedded database lives, the first admin token and the last snapshots'],
  [
    'GRAPH_DATA',
    './graph-data with the embedded database and no MIRROR_URL, else -',
    'folder of release indexes and updates metadata',
  ],
  [
    'GRAPH_DATA_MODE',
    'seed',
    'seed: a stream the database lacks is imported once; follow: the folder is the truth',
  ],
  ['MIRROR_URL', '-', 'another server to follow: that of Fedora CoreOS, or another Roost'],
  ['MIRROR_STREAMS', '-', 'the streams to follow there, with commas between'],
  ['REFRESH_INTERVAL', '30s', 'how often a followed folder or server is read again, such as 30s, 5m'],
  ['MAX_CONNECTIONS', '5000', 'open connections of a port; who waits without asking gives way to who comes'],
  ['MAX_REQUESTS', '100', 'requests at a time for anything but graphs, and as many for operators'],
  ['HEADERS_TIMEOUT', '10s', 'for the head of a request'],
  ['REQUEST_TIMEOUT', '60s', 'for a whole request'],
  ['KEEP_ALIVE_TIMEOUT', '130s', 'for the next request: longer than the proxy in front keeps a connection'],
  ['SEND_TIMEOUT', '30s', 'for a reader who takes nothing of an answer'],
  ['WORKERS', '1', 'processes that answer agents; with more than one, this one does everything else'],
  ['FAST_LANE', 'on', "on: plain requests for graphs are answered ahead of node's HTTP; off: none are"],
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
      expected: PORT_EXPECTED,
    }),
    ...readOperatorSettings(settings),
    databaseUrl,
    dataDir: settings.read('DATA_DIR', './data', { parse: (text) => text, expected: 'a folder' }),
    ...readSourceSettings(settings, environment, databaseUrl),
    limits: readLimits(settings),
    ...readServing(settings),
    logLevel: settings.read('LOG_LEVEL', 'info', {
      parse: (text) => oneOf(LOG_LEVELS, text),
      expected: `one of ${LOG_LEVELS.join(', ')}`,
    }),
  };
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return config;
}

const PORT_EXPECTED = 'a number from 0 (any free port) to 65535';

type SourceSetting = 'graphData' | 'graphDataMode' | 'mirror' | 'proxies' | 'refreshSeconds';

/** Where documents come from. */
function readSourceSettings(
  settings: Settings,
  environment: NodeJS.ProcessEnv,
  databaseUrl: string | null,
): Pick<Config, SourceSetting> {
  const mirror = readMirror(settings, environment);
  return {
    graphData: settings.read('GRAPH_DATA', mirror ? null : defaultGraphData(databaseUrl), {
      parse: (text) => text,
      expected: 'a folder',
    }),
    graphDataMode: settings.read('GRAPH_DATA_MODE', 'seed', {
      parse: (text) => oneOf(INGEST_MODES, text),
      expected: 'seed or follow',
    }),
    mirror,
    proxies: readProxies(settings, environment),
    refreshSeconds: settings.read('REFRESH_INTERVAL', 30, {
      parse: parseInterval,
      expected: 'a duration from 1s to 1d, like 30s or 5m',
    }),
  };
}

type OperatorSetting = 'adminHost' | 'adminPort' | 'trustedProxies' | 'bootstrapToken';

/** What concerns those who administer. */
function readOperatorSettings(settings: Settings): Pick<Config, OperatorSetting> {
  return {
    adminHost: settings.read('ADMIN_HOST', '127.0.0.1', { parse: (text) => text, expected: 'an address' }),
    adminPort: settings.read('ADMIN_PORT', null, { parse: parsePort, expected: PORT_EXPECTED }),
    trustedProxies: settings.read('TRUSTED_PROXIES', [], {
      parse: parseNetworks,
      expected: 'addresses or networks with commas between, like 10.0.0.0/8,192.0.2.7',
    }),
    bootstrapToken: settings.read('BOOTSTRAP_TOKEN', null, {
      parse: (text) => (/^[!-~]{32,1024}$/.test(text) ? text : null),
      expected: '32 to 1024 printable ASCII characters without spaces',
    }),
  };
}

/** How agents are answered. */
function readServing(settings: Settings): Pick<Config, 'workers' | 'fastLane'> {
  const workers = settings.read('WORKERS', 1, {
    parse: (text) => parseWithin(text, MOST_WORKERS),
    expected: `a number from 1 to ${MOST_WORKERS}`,
  });
  const fastLane = settings.read('FAST_LANE', true, { parse: parseSwitch, expected: 'on or off' });
  if (workers > 1 && !fastLane) settings.refuse(['WORKERS: more than one need FAST_LANE=on']);
  return { workers, fastLane };
}

const MOST_WORKERS = 64;

/** What keeps callers from taking too much. */
function readLimits(settings: Settings): Limits {
  const limit = (name: string, otherwise: number, most: number) =>
    settings.read(name, otherwise, {
      parse: (text) => parseWithin(text, most),
      expected: `a number from 1 to ${most}`,
    });
  const time = (name: string, otherwise: number) =>
    settings.read(name, otherwise, { parse: parseInterval, expected: 'a duration from 1s to 1d, like 30s' });
  return {
    maxConnections: limit('MAX_CONNECTIONS', DEFAULT_LIMITS.maxConnections, 1_000_000),
    maxRequests: limit('MAX_REQUESTS', DEFAULT_LIMITS.maxRequests, 100_000),
    headersSeconds: time('HEADERS_TIMEOUT', DEFAULT_LIMITS.headersSeconds),
    requestSeconds: time('REQUEST_TIMEOUT', DEFAULT_LIMITS.requestSeconds),
    keepAliveSeconds: time('KEEP_ALIVE_TIMEOUT', DEFAULT_LIMITS.keepAliveSeconds),
    sendSeconds: time('SEND_TIMEOUT', DEFAULT_LIMITS.sendSeconds),
  };
}

/** One without the other would do nothing, silently. */
function readMirror(settings: Settings, environment: NodeJS.ProcessEnv): Mirror | null {
  const url = settings.read('MIRROR_URL', null, {
    parse: parseHttpUrl,
    expected: 'a URL like https://builds.coreos.fedoraproject.org',
  });
  const streams = settings.read('MIRROR_STREAMS', null, {
    parse: parseStreams,
    expected: 'names of streams with commas between, like stable,testing',
  });
  if (url !== null && !environment['MIRROR_STREAMS']) settings.miss('MIRROR_STREAMS', 'MIRROR_URL');
  if (streams !== null && !environment['MIRROR_URL']) settings.miss('MIRROR_URL', 'MIRROR_STREAMS');
  return url === null || streams === null ? null : { url, streams };
}

/** As the whole world writes them; what is written small counts first. Who follows nobody needs none. */
function readProxies(settings: Settings, environment: NodeJS.ProcessEnv): ProxySettings {
  const either = (name: string) => environment[name.toLowerCase()] ?? environment[name] ?? '';
  const proxies = {
    httpProxy: either('HTTP_PROXY'),
    httpsProxy: either('HTTPS_PROXY'),
    noProxy: either('NO_PROXY'),
  };
  if (environment['MIRROR_URL']) settings.refuse(faultsOfProxies(proxies));
  return proxies;
}

function defaultGraphData(databaseUrl: string | null): string | null {
  return databaseUrl === null && existsSync(DEFAULT_GRAPH_DATA) ? DEFAULT_GRAPH_DATA : null;
}

function packageVersion(): string {
  const packageJson: unknown = createRequire(import.meta.url)('#package.json');
  const hasVersion = typeof packageJson === 'object' && packageJson !== null && 'version' in packageJson;
  return hasVersion ? String(packageJson.version) : 'unknown';
}
