import { decimal } from '../../graph/metadata.js';
import type { OptionTexts, NodeConfig, Option } from './node-config.js';
import { losesItsPath } from './server-url.js';

/** What goes well with the agent and yet may not be meant. */
export interface Remark {
  readonly level: 'note' | 'warning';
  /** `null` where it is about the whole. */
  readonly option: Option | null;
  readonly message: string;
}

/** The traps of a configuration, as far as it shows them itself. @see cincinnati.md B.11, B.12 */
export function remarksOn(
  asked: OptionTexts,
  { baseUrl, rolloutWariness, strategy }: NodeConfig,
): readonly Remark[] {
  return [
    ...remarksOnUrl('base_url', asked.base_url ?? '', baseUrl),
    ...(strategy?.kind === 'fleet_lock'
      ? remarksOnUrl('fleet_lock_url', asked.fleet_lock_url ?? '', strategy.baseUrl)
      : []),
    ...(rolloutWariness === null ? [] : remarksOnWariness(rolloutWariness)),
    ...(strategy?.kind === 'periodic' && strategy.timeZone === null
      ? [note('time_zone', 'it is not given: the windows are in UTC, or in the zone of another drop-in')]
      : []),
  ];
}

type UrlOption = 'base_url' | 'fleet_lock_url';

function remarksOnUrl(option: UrlOption, asked: string, url: string): readonly Remark[] {
  const slash = `a slash was added at the end, as agents drop the last part of a path without one: ${url}`;
  return [
    ...(losesItsPath(asked) ? [note(option, slash)] : []),
    ...(/\/v1\/$/.test(url)
      ? [warning(option, `agents append v1/ themselves, and will ask at ${url}v1/`)]
      : []),
    ...remarksOnWay(option, url),
  ];
}

const OVER_HTTP = {
  base_url: 'anybody on the way can offer nodes any update or keep them from all: use https',
  fleet_lock_url: 'anybody on the way can let nodes reboot or keep them from it: use https',
} as const;

function remarksOnWay(option: UrlOption, url: string): readonly Remark[] {
  if (LOOPBACK.test(url))
    return [warning(option, 'the host is the node itself: give a name that nodes know the server by')];
  return /^http:/i.test(url) ? [warning(option, OVER_HTTP[option])] : [];
}

const LOOPBACK = /^https?:\/\/(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])[:/]/i;

function remarksOnWariness(wariness: number): readonly Remark[] {
  // Agents send it so.
  const sent = wariness.toFixed(6);
  if (Number(sent) === 0) {
    return [
      warning(
        'rollout_wariness',
        `${decimal(wariness)} is sent as ${sent}: the node gets releases before their rollout begins`,
      ),
    ];
  }
  if (Number(sent) === wariness) return [];
  return [note('rollout_wariness', `agents send six decimals: it counts as ${sent}`)];
}

/** Says what was done. */
export function note(option: Option | null, message: string): Remark {
  return { level: 'note', option, message };
}

/** Says what may go wrong. */
export function warning(option: Option | null, message: string): Remark {
  return { level: 'warning', option, message };
}
