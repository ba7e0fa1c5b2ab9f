import { epochOf } from '../application/clock.js';
import { parseWariness } from '../graph/wariness.js';
import { optionOf, UsageError, type CommandInput } from './command.js';
import type { ExplainedNode } from './explain-node.js';
import { locale } from './settings.js';

/** What a server is asked, and in which language. */
export interface Inquiry {
  readonly url: URL;
  readonly language: 'en' | 'zh';
}

/** Puts together what the agent of a node would ask. @throws UsageError */
export function inquiryOf(input: CommandInput, node: ExplainedNode): Inquiry {
  const query = queryOf(input, node);
  const url = new URL('v1/explain', serverOf(input, node, query));
  for (const [name, value] of Object.entries(query)) if (value !== null) url.searchParams.set(name, value);
  return { url, language: languageOf(input) };
}

type Query = Readonly<Record<string, string | null>>;

function queryOf(input: CommandInput, { status, config, uuid, platform }: ExplainedNode): Query {
  const stream = optionOf(input, 'stream') ?? status?.stream ?? null;
  if (stream === null) throw new UsageError('--stream: say which one the node follows, its status does not');
  const isImage =
    input.values['oci'] === true || (!optionOf(input, 'os-checksum') && status?.scheme === 'oci');
  return {
    stream,
    basearch: optionOf(input, 'basearch') ?? status?.basearch ?? BASEARCHES.get(process.arch) ?? process.arch,
    os_version: optionOf(input, 'os-version') ?? status?.version ?? null,
    os_checksum: optionOf(input, 'os-checksum') ?? status?.payload ?? null,
    oci: isImage ? 'true' : null,
    node_uuid: uuid,
    group: config.group ?? 'default',
    platform,
    // As agents send it.
    rollout_wariness: warinessOf(input) ?? config.rolloutWariness?.toFixed(6) ?? null,
    at: timeOf(input),
  };
}

function warinessOf(input: CommandInput): string | null {
  const wariness = optionOf(input, 'rollout-wariness');
  if (wariness === undefined) return null;
  if (parseWariness(wariness) !== null) return wariness;
  throw new UsageError(
    `--rollout-wariness: expected a number from 0 to 1, was given ${JSON.stringify(wariness)}`,
  );
}

const BASEARCHES = new Map([
  ['x64', 'x86_64'],
  ['arm64', 'aarch64'],
  ['ppc64', 'ppc64le'],
]);

function timeOf(input: CommandInput): string | null {
  const at = optionOf(input, 'at');
  if (at === undefined) return null;
  if (epochOf(at) !== null) return at;
  throw new UsageError(`--at: expected a time like 2026-11-22T16:00:00Z, was given ${JSON.stringify(at)}`);
}

/**
 * The server that the node asks. What was typed may lack the slash at its end; the agent's own is taken as the agent
 * takes it, without what stands behind the last slash.
 */
function serverOf(input: CommandInput, { config }: ExplainedNode, query: Query): URL {
  const typed = optionOf(input, 'url');
  const text = typed === undefined ? filledIn(config.baseUrl, query) : baseOf(typed);
  if (text === null) throw new UsageError("--url: say which server, the agent's configuration names none");
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new UsageError(
    `--url: expected one like https://updates.example/, was given ${JSON.stringify(text)}`,
  );
}

/** What was typed may be the very URL that an agent asks. */
function baseOf(typed: string): string {
  return typed.replace(/(\/+v1\/(graph|explain))?(\?.*)?$/, '').replace(/\/*$/, '/');
}

/** What agents put in for `${stream}` and the like. */
function filledIn(baseUrl: string | null, query: Query): string | null {
  return (
    baseUrl?.replace(/\$\{(basearch|group|platform|stream)\}/g, (template, name: string) => {
      const value = query[name] ?? null;
      if (value !== null) return value;
      throw new UsageError(`--url: say which server, nobody knows here what ${template} is in ${baseUrl}`);
    }) ?? null
  );
}

function languageOf(input: CommandInput): Inquiry['language'] {
  const language = optionOf(input, 'language') ?? (locale().startsWith('zh') ? 'zh' : 'en');
  if (language === 'en' || language === 'zh') return language;
  throw new UsageError(`--language: expected en or zh, was given ${JSON.stringify(language)}`);
}
