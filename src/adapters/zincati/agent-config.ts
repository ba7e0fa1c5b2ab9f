import { agentFragments, refused } from './agent-fragments.js';
import { canonicalUuid } from '../../application/node-state/node-uuid.js';

/** What an agent was configured with, as far as it decides about its updates. */
export interface AgentConfig {
  /** May hold `${stream}` and the like. */
  readonly baseUrl: string | null;
  readonly group: string | null;
  readonly nodeUuid: string | null;
  readonly rolloutWariness: number | null;
  /** Whether it updates at all. */
  readonly isEnabled: boolean;
  readonly strategy: string | null;
}

/** Of an agent that nobody configured, or of which nothing is known. */
export const NO_CONFIG: AgentConfig = {
  baseUrl: null,
  group: null,
  nodeUuid: null,
  rolloutWariness: null,
  isEnabled: true,
  strategy: null,
};

/**
 * Reads the files that the agent of a node reads, in their order: what stands in a later one counts.
 * @param root where the node's file system begins: `/` on the node itself
 * @throws Problem `invalid_document`, `source_unreadable`
 */
export function readAgentConfig(root: string): AgentConfig {
  const fragments = agentFragments(root);
  const last = <T>(path: readonly [section: string, key: string], reader: Reader<T>): T | null => {
    const found = fragments.map((fragment) => path.reduce(memberOf, fragment));
    const value = found.findLast((one) => one !== undefined);
    if (value === undefined || value === '') return null;
    const read = reader.read(value);
    if (read === null) throw refused(`${path.join('.')}: expected ${reader.expected}`);
    return read;
  };
  return {
    baseUrl: last(['cincinnati', 'base_url'], TEXT),
    group: last(['identity', 'group'], GROUP),
    nodeUuid: last(['identity', 'node_uuid'], NODE_UUID),
    rolloutWariness: last(['identity', 'rollout_wariness'], WARINESS),
    isEnabled: last(['updates', 'enabled'], SWITCH) ?? true,
    strategy: last(['updates', 'strategy'], STRATEGY),
  };
}

/** How agents read a value; they do not start where they cannot. @see zincati src/config, src/identity/mod.rs */
interface Reader<T> {
  readonly expected: string;
  readonly read: (value: unknown) => T | null;
}

function textThat(expected: string, isRight: (text: string) => boolean): Reader<string> {
  return { expected, read: (value) => (typeof value === 'string' && isRight(value) ? value : null) };
}

const TEXT = textThat('a string', () => true);
const GROUP = textThat('letters, digits, dots and dashes', (text) => /^[a-zA-Z0-9.-]+$/.test(text));
const STRATEGY = textThat('immediate, periodic or fleet_lock', (text) =>
  ['immediate', 'periodic', 'fleet_lock'].includes(text),
);
const NODE_UUID: Reader<string> = {
  expected: 'a uuid',
  read: (value) => (typeof value === 'string' ? canonicalUuid(value) : null),
};
const WARINESS: Reader<number> = {
  expected: 'a number from 0 to 1',
  read: (value) => (typeof value === 'number' && value >= 0 && value <= 1 ? value : null),
};
const SWITCH: Reader<boolean> = {
  expected: 'true or false',
  read: (value) => (typeof value === 'boolean' ? value : null),
};

/** @returns `undefined` where there is none */
function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
