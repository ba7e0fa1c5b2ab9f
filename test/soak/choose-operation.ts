import { isFinished, type Content, type SoakRelease, type SoakRollout } from './content.js';
import {
  finishRollout,
  newRelease,
  pauseRollout,
  publish,
  resumeRollout,
  setRollout,
  toggle,
  withdrawRollout,
  type SoakOperation,
} from './operations.js';
import type { Random } from './random.js';

/** From then on few are published: memory is to be flat, and a stream that grows is no leak. */
const MANY = 60;

/** What an operator may do next. @param at in seconds since the Unix epoch */
export function chooseOperation(content: Content, random: Random, at: number): SoakOperation {
  const newest = content.at(-1);
  if (newest?.rollout && !isFinished(newest)) return onTheWay(newest, random);
  const mark = random.happens(0.4) ? markOlder(content, random) : null;
  if (mark) return mark;
  const again = content.length < MANY ? 0.2 : 0.9;
  if (newest && !newest.barrier && random.happens(again)) {
    return setRollout(newest.version, running(random, at));
  }
  return publishNext(content, random, at);
}

/** A rollout that has begun is stopped, goes on, or comes to an end. */
function onTheWay({ version, plan }: SoakRelease, random: Random): SoakOperation {
  const choices = plan ? [resumeRollout, withdrawRollout] : [pauseRollout, pauseRollout, finishRollout];
  return random.pick([...choices, finishRollout, withdrawRollout])(version);
}

export function publishNext(content: Content, random: Random, at: number): SoakOperation {
  const kind = random.next();
  const finished = { start: at - 60, fraction: 1, minutes: null };
  const sections = { rollout: kind < 0.6 ? running(random, at) : kind < 0.9 ? finished : null };
  // A barrier with a rollout that is not at its end has rules of its own, which this test leaves to others.
  const isBarrier = kind >= 0.6 && random.happens(0.3);
  const barrier = isBarrier ? 'keys change: https://example.com/keys' : null;
  return publish(newRelease(content.length, random.hex(128), { ...sections, barrier }));
}

/** It comes on by the second, and not to its end within a soak. */
function running(random: Random, at: number): SoakRollout {
  const start = at - random.whole(10, 600);
  return { start, fraction: random.whole(10, 60) / 100, minutes: random.whole(90, 240) };
}

/** Barriers where nothing is on its way, deadends where nothing leads. */
function markOlder(content: Content, random: Random): SoakOperation | null {
  const mark = random.happens(0.6) ? 'barrier' : 'deadend';
  const fits = (release: SoakRelease) => {
    if (mark === 'deadend') return !release.barrier && !release.rollout;
    return !release.deadend && (!release.rollout || isFinished(release));
  };
  const candidates = content.slice(1, -1).slice(-12).filter(fits);
  if (candidates.length === 0) return null;
  const reason = `marked by the soak: https://example.com/${random.hex(6)}`;
  return toggle(random.pick(candidates), mark, reason);
}
