import { rfc3339 } from '../../../application/clock.js';
import type { Explanation, Held } from '../../../graph/explain.js';
import type { Node } from '../../../graph/model.js';
import type { BarrierAheadView, ExplainedNodeView, ExplanationView, HeldView } from './explanation-view.js';
import { factsOf, hopsAfter, type Explained } from './facts.js';
import type { Language } from './language.js';
import { messageOf } from './message.js';

/** An explanation as it goes over the wire, with its message in one language. */
export function viewExplanation(explained: Explained, language: Language): ExplanationView {
  const { asked, stream: known, explanation, near } = explained;
  const { verdict, node, target, held, path } = explanation;
  const { stream, basearch, scheme, wariness, at } = asked;
  const facts = factsOf(explained);
  return {
    verdict,
    message: messageOf(language, verdict, facts),
    ...{ stream, basearch, scheme, revision: known.revision, at: rfc3339(at) },
    node: node && viewNode(node),
    wariness,
    target: target && viewNode(target),
    held: held.map(viewHeld),
    barrier: viewBarrier(explanation),
    deadend: node?.deadend ? { version: node.version, reason: node.deadend } : null,
    near: near.map((one) => ({ version: one.version, why: language.clues[one.clue](one, facts) })),
    path: path.map(({ version }) => version),
  };
}

function viewNode({ version, payload, ageIndex }: Node): ExplainedNodeView {
  return { version, payload, age_index: ageIndex };
}

function viewBarrier({ target, path }: Explanation): BarrierAheadView | null {
  if (!target?.barrier) return null;
  return { version: target.version, reason: target.barrier, hops_left: hopsAfter(path) };
}

function viewHeld({ node, throttle, eligibleAt, isPaused }: Held): HeldView {
  return {
    version: node.version,
    throttle,
    eligible_at: eligibleAt === null ? null : rfc3339(eligibleAt),
    paused: isPaused,
    public_reason: node.rollout?.pause?.publicReason ?? null,
  };
}
