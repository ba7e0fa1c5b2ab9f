import type { Rollout } from '../../../graph/model.js';
import { pausedSince, ROLLOUT_STATES, rolloutState, throttleAt } from '../../../graph/rollout.js';
import type { Family, Labels, Observed } from './metric-families.js';

/** How unfinished rollouts fare; there are few of them at any time, and finished ones are no news. */
export function rolloutFamilies(observed: Observed): readonly Family[] {
  const now = () => observed.clock.now();
  return [
    {
      ...{ type: 'gauge', name: 'rollout_exposed_ratio', labels: ['stream', 'version'] },
      help: 'How far an unfinished rollout has come, 0 to 1.',
      collect: () => unfinished(observed).map(({ labels, rollout }) => [labels, throttleAt(rollout, now())]),
    },
    {
      ...{ type: 'gauge', name: 'rollout_state', labels: ['stream', 'version', 'state'] },
      help: '1 for the state an unfinished rollout is in.',
      collect: () =>
        unfinished(observed).flatMap(({ labels, state }) =>
          ROLLOUT_STATES.map((one) => [{ ...labels, state: one }, one === state ? 1 : 0] as const),
        ),
    },
    {
      ...{ type: 'gauge', name: 'rollout_paused_seconds', labels: ['stream', 'version'] },
      help: 'For how long a paused rollout has been paused, where that is known.',
      collect: () =>
        unfinished(observed).flatMap(({ labels, rollout }) => {
          const since = pausedSince(rollout, now());
          return since === null ? [] : [[labels, Math.max(0, now() - since)] as const];
        }),
    },
  ];
}

interface Unfinished {
  readonly labels: Labels;
  readonly rollout: Rollout;
  readonly state: string;
}

function unfinished({ snapshots, clock }: Observed): readonly Unfinished[] {
  return snapshots.all().flatMap(({ stream }) =>
    stream.releases.flatMap(({ version, rollout }) => {
      const state = rollout ? rolloutState(rollout, clock.now()) : 'finished';
      return rollout && state !== 'finished'
        ? [{ labels: { stream: stream.name, version }, rollout, state }]
        : [];
    }),
  );
}
