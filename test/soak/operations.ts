import {
  bareRelease,
  isFinished,
  throttleOf,
  withRelease,
  type Content,
  type SoakRelease,
  type SoakRollout,
} from './content.js';

/** One write of an operator, and what it makes of a stream. */
export interface SoakOperation {
  readonly name: string;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Below the stream. */
  readonly path: string;
  readonly body: object | null;
  /** The release whose rollout begins anew when it is done; `null` where the time does not matter. */
  readonly timed: string | null;
  /** @param at when it is done, in seconds since the Unix epoch */
  readonly apply: (content: Content, at: number) => Content;
}

/** Where and how a rollout begins, by a time that the operator names. */
export type Draft = SoakRollout | null;

export function publish(release: SoakRelease): SoakOperation {
  const { version, payloads, barrier, rollout } = release;
  const body = {
    ...{ version, payloads },
    ...(barrier !== null && { barrier: { reason: barrier } }),
    ...(rollout && { rollout: rolloutBody(rollout) }),
  };
  const apply = (content: Content) => {
    const list = [...content, release];
    return rollout ? withoutOldRollouts(list, version) : list;
  };
  return { name: `publish ${version}`, method: 'POST', path: '/releases', body, timed: null, apply };
}

export function setRollout(version: string, rollout: SoakRollout): SoakOperation {
  const apply = (content: Content) =>
    withoutOldRollouts(withRelease(content, version, { rollout, plan: null }), version);
  return of(version, {
    name: 'roll out',
    method: 'PUT',
    path: '/rollout',
    body: rolloutBody(rollout),
    apply,
  });
}

export function pauseRollout(version: string): SoakOperation {
  const apply = changed(version, ({ rollout }, at) => ({
    rollout: rollout && frozen(rollout, at),
    plan: rollout,
  }));
  return action(version, 'pause', apply);
}

export function resumeRollout(version: string): SoakOperation {
  const apply = changed(version, ({ rollout, plan }, at) => ({
    rollout: rollout && plan && resumed(rollout, plan, at),
    plan: null,
  }));
  return action(version, 'resume', apply);
}

export function finishRollout(version: string): SoakOperation {
  const apply = changed(version, (_, at) => ({
    rollout: { start: at, fraction: 1, minutes: null },
    plan: null,
  }));
  return action(version, 'finish', apply);
}

export function withdrawRollout(version: string): SoakOperation {
  const apply = changed(version, () => ({ rollout: null, plan: null }));
  return { ...action(version, 'withdraw', apply), timed: null };
}

/** Puts up a barrier or a deadend, or takes it away. */
export function toggle(release: SoakRelease, mark: 'barrier' | 'deadend', reason: string): SoakOperation {
  const { version } = release;
  const stands = release[mark] !== null;
  const apply = changed(version, () => ({ [mark]: stands ? null : reason }));
  const path = `/${mark}`;
  if (stands) return of(version, { name: `clear ${mark}`, method: 'DELETE', path, body: null, apply });
  return of(version, { name: mark, method: 'PUT', path, body: { reason }, apply });
}

/** A release that nobody has seen before. */
export function newRelease(count: number, hex: string, sections: Partial<SoakRelease>): SoakRelease {
  // Each fifth one is for one architecture only.
  return { ...bareRelease(`42.${1000 + count}.3.1`, hex, count % 5 !== 4), ...sections };
}

function action(version: string, verb: string, apply: SoakOperation['apply']): SoakOperation {
  const body = { reason: `the soak wants to ${verb}` };
  const operation = of(version, { name: verb, method: 'POST', path: `/rollout/${verb}`, body, apply });
  return { ...operation, timed: version };
}

function of(version: string, operation: Omit<SoakOperation, 'timed'>): SoakOperation {
  const { name, path } = operation;
  return { ...operation, name: `${name} ${version}`, path: `/releases/${version}${path}`, timed: null };
}

function changed(
  version: string,
  sections: (release: SoakRelease, at: number) => Partial<SoakRelease>,
): SoakOperation['apply'] {
  return (content, at) =>
    content.map((release) =>
      release.version === version ? { ...release, ...sections(release, at) } : release,
    );
}

function rolloutBody({ start, fraction, minutes }: SoakRollout): object {
  return {
    start: `${new Date(start * 1000).toISOString().slice(0, 19)}Z`,
    start_fraction: fraction,
    ...(minutes !== null && { duration: `${minutes}m` }),
  };
}

/** @see http-api.md 4 "Pause" */
function frozen(rollout: SoakRollout, at: number): SoakRollout {
  return { start: at, fraction: Math.min(throttleOf(rollout, at), 1), minutes: null };
}

/** @see http-api.md 4 "Resume" */
function resumed({ fraction }: SoakRollout, plan: SoakRollout, at: number): SoakRollout {
  const left = (1 - fraction) / (1 - plan.fraction);
  return { start: at, fraction, minutes: Math.max(1, Math.round(left * (plan.minutes ?? 1))) };
}

/** Finished rollouts older than the newest finished one of each of their scopes go. @see http-api.md 4 "Set" */
function withoutOldRollouts(content: Content, version: string): Content {
  return content.map((release, index) => {
    if (release.version === version || !isFinished(release)) return release;
    const newer = content.slice(index + 1).filter(isFinished);
    const isOld = release.payloads.every(({ scheme }) =>
      newer.some(({ payloads }) => payloads.some((payload) => payload.scheme === scheme)),
    );
    return isOld ? { ...release, rollout: null } : release;
  });
}
