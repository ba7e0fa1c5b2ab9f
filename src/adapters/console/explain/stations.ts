import type { ExplanationView } from '../api/schema.js';
import { epochOf, utcOf } from '../parts/moment.js';
import type { Rollout } from '../../../graph/model.js';
import { firstSecond, rolloutState, throttleAt } from '../../../graph/rollout.js';
import type { Declared } from './declared.js';

/**
 * How a node gets to a station: it is `here`; it is `offered` the update; its turn `comes`; that is `paused`; it `never`
 * comes as planned; or the way is `free` once the stations before are behind.
 */
export type Way = 'here' | 'offered' | 'comes' | 'paused' | 'never' | 'free';

/** A stop on the way of a node to the newest release. */
export interface Station {
  readonly version: string;
  readonly way: Way;
  /** RFC 3339; of the way `comes` alone, and `null` even there for what lies beyond the year 9999. */
  readonly eligibleAt: string | null;
  readonly isBarrier: boolean;
  /** Of a barrier; `null` where it is not known. */
  readonly barrierReason: string | null;
  readonly deadendReason: string | null;
  readonly isLast: boolean;
}

/** The way of a node as a tram line: from where it is, over every stop, to the newest it can reach. */
export function stationsOf(answer: ExplanationView, declared: Declared): readonly Station[] {
  const versions = stopsOf(answer);
  return versions.map((version, i) => {
    const said = declared.get(version);
    const barrierReason = barrierReasonOf(answer, version) ?? said?.barrier?.reason ?? null;
    const deadendReason = answer.deadend?.version === version ? answer.deadend.reason : said?.deadend?.reason;
    return {
      version,
      ...wayTo(version, answer, said?.rollout ?? null),
      // Nobody stops on the way but at barriers, and at what is offered before the newest is.
      isBarrier: barrierReason !== null || isBetween(i, versions.length, version === answer.target?.version),
      barrierReason,
      deadendReason: deadendReason ?? null,
      isLast: i === versions.length - 1,
    };
  });
}

/** What is offered lies on the way, also where a newer one is to come that the node is still held back from. */
function stopsOf({ path, target }: ExplanationView): readonly string[] {
  const [here, ...rest] = path;
  if (here === undefined || target === null || path.includes(target.version)) return path;
  return [here, target.version, ...rest];
}

function isBetween(i: number, length: number, isTarget: boolean): boolean {
  return i > 0 && i < length - 1 && !isTarget;
}

function barrierReasonOf({ barrier }: ExplanationView, version: string): string | null {
  return barrier?.version === version ? barrier.reason : null;
}

type WayTo = Pick<Station, 'way' | 'eligibleAt'>;

function wayTo(version: string, answer: ExplanationView, rollout: Rollout | null): WayTo {
  const { path, target, held } = answer;
  if (version === path[0]) return { way: 'here', eligibleAt: null };
  if (version === target?.version) return { way: 'offered', eligibleAt: null };
  const one = held.find((each) => each.version === version);
  if (!one) return wayLater(rollout, answer);
  if (one.paused) return { way: 'paused', eligibleAt: null };
  return { way: one.eligible_at === null ? 'never' : 'comes', eligibleAt: one.eligible_at };
}

/** The answer says nothing of stops behind the next one: the server's own rules do. */
function wayLater(rollout: Rollout | null, { wariness, at }: ExplanationView): WayTo {
  const asked = epochOf(at);
  if (rollout === null || wariness.value <= throttleAt(rollout, asked))
    return { way: 'free', eligibleAt: null };
  if (rolloutState(rollout, asked) === 'paused') return { way: 'paused', eligibleAt: null };
  const epoch = firstSecond(rollout, asked, (second) => wariness.value <= throttleAt(rollout, second));
  return { way: epoch === null ? 'never' : 'comes', eligibleAt: epoch === null ? null : utcText(epoch) };
}

const LAST_SECOND = 253_402_300_799;

/** Beyond the year 9999 there is nothing to write. */
function utcText(epoch: number): string | null {
  return epoch > LAST_SECOND ? null : utcOf(epoch);
}
