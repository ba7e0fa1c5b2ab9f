import { quoted, type Refuse } from './refuse.js';
import { readServerUrl } from './server-url.js';
import { readTimeZone, readWindows, type Window } from './window.js';

/** What may be asked for, in the words of the agent's own configuration. */
export const OPTIONS = [
  'base_url',
  'group',
  'rollout_wariness',
  'strategy',
  'fleet_lock_url',
  'window',
  'time_zone',
] as const;
/** One of them; on the command line with dashes. */
export type Option = (typeof OPTIONS)[number];

/** What was typed for each, windows one a line. What is absent is left to the node. */
export type OptionTexts = Readonly<Partial<Record<Option, string>>>;

/** How a node asks for updates, and when it reboots into them; `null` is left to the node. */
export interface NodeConfig {
  /** Ends with a slash. */
  readonly baseUrl: string;
  readonly group: string | null;
  /** 0 to 1. */
  readonly rolloutWariness: number | null;
  readonly strategy: Strategy | null;
}

/** When a node may reboot into an update, with what the agent needs to know for it. */
export type Strategy =
  | { readonly kind: 'immediate' }
  | { readonly kind: 'periodic'; readonly windows: readonly Window[]; readonly timeZone: string | null }
  | { readonly kind: 'fleet_lock'; readonly baseUrl: string };

/** What `strategy` may be, in the agent's words. */
export const STRATEGIES = ['immediate', 'periodic', 'fleet_lock'] as const;

/** What is wrong with an option: the rule and the way out. */
export interface OptionFault {
  readonly option: Option;
  readonly message: string;
}

/** What came of reading: a configuration, or at least one fault. */
export type Reading =
  | { readonly config: NodeConfig; readonly faults: readonly [] }
  | { readonly config: null; readonly faults: readonly OptionFault[] };

/**
 * Reads what was asked for, as strictly as the agent will, and finds all faults at once: an agent does not
 * start with a configuration that it cannot read.
 */
export function readNodeConfig(asked: OptionTexts): Reading {
  const faults: OptionFault[] = [];
  const refuseFor = (option: Option) => (message: string) => {
    faults.push({ option, message });
    return null;
  };
  const baseUrl = readServerUrl(asked.base_url ?? '', refuseFor('base_url'));
  const group = readGroup(asked.group, refuseFor('group'));
  const rolloutWariness = readWariness(asked.rollout_wariness, refuseFor('rollout_wariness'));
  const strategy = readStrategy(asked, refuseFor);
  if (baseUrl === null || faults.length > 0) return { config: null, faults };
  return { config: { baseUrl, group, rolloutWariness, strategy }, faults: [] };
}

/** No server takes a longer one. @see cincinnati.md A.2 */
const LONGEST_GROUP = 256;

function readGroup(text: string | undefined, refuse: Refuse): string | null {
  if (text === undefined) return null;
  if (!/^[a-zA-Z0-9.-]+$/.test(text)) {
    return refuse(
      `expected letters, digits, dots and dashes, as in "workers.eu-1"; was given ${quoted(text)}`,
    );
  }
  if (text.length <= LONGEST_GROUP) return text;
  return refuse(`it is longer than ${LONGEST_GROUP} characters: shorten it`);
}

function readWariness(text: string | undefined, refuse: Refuse): number | null {
  if (text === undefined) return null;
  const wariness = /^(\d{1,20}|\d{0,20}\.\d{1,20})$/.test(text) ? Number(text) : NaN;
  if (wariness <= 1) return wariness;
  return refuse(`expected a number from 0 (eager) to 1 (wary), as in 0.25; was given ${quoted(text)}`);
}

type RefuseFor = (option: Option) => Refuse;

function readStrategy(asked: OptionTexts, refuseFor: RefuseFor): Strategy | null {
  const kind = STRATEGIES.find((one) => one === asked.strategy);
  if (asked.strategy !== undefined && kind === undefined) {
    return refuseFor('strategy')(`expected ${STRATEGIES.join(', ')}; was given ${quoted(asked.strategy)}`);
  }
  refuseStray(asked, kind, refuseFor);
  if (kind === 'periodic') return readPeriodic(asked, refuseFor);
  if (kind === 'fleet_lock') return readFleetLock(asked, refuseFor('fleet_lock_url'));
  return kind ? { kind } : null;
}

/** Options that mean nothing without their strategy. */
const BELONGS_TO = [
  ['fleet_lock_url', 'fleet_lock'],
  ['window', 'periodic'],
  ['time_zone', 'periodic'],
] as const;

function refuseStray(asked: OptionTexts, kind: Strategy['kind'] | undefined, refuseFor: RefuseFor): void {
  for (const [option, strategy] of BELONGS_TO) {
    if (asked[option] === undefined || kind === strategy) continue;
    refuseFor(option)(`it is for the strategy ${strategy} only: ask for that, or leave this out`);
  }
}

function readPeriodic(asked: OptionTexts, refuseFor: RefuseFor): Strategy {
  const windows = readWindows(asked.window ?? '', refuseFor('window'));
  const timeZone =
    asked.time_zone === undefined ? null : readTimeZone(asked.time_zone, refuseFor('time_zone'));
  return { kind: 'periodic', windows, timeZone };
}

function readFleetLock(asked: OptionTexts, refuse: Refuse): Strategy | null {
  const url = asked.fleet_lock_url;
  if (url === undefined)
    return refuse('it is missing: the strategy fleet_lock needs the URL of a lock server');
  const baseUrl = readServerUrl(url, refuse);
  return baseUrl === null ? null : { kind: 'fleet_lock', baseUrl };
}
