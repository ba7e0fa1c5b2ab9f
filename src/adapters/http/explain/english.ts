import type { Facts, HeldFacts } from './facts.js';
import type { Language } from './language.js';

export const ENGLISH: Language = {
  code: 'en',
  space: ' ',
  verdicts: {
    unknown_payload: (facts) => [stranger(facts), ...mayBe(facts), ...wayOut(facts)],
    deadend: ({ node, deadendReason, newest }) => [
      `This node runs ${node}, which was declared a deadend: no update leads out of it (${deadendReason}).`,
      `Waiting does not help: the node has to be installed anew${newest === node ? '' : `, from ${newest} for example`}.`,
    ],
    update_available: (facts) => [
      `This node runs ${facts.node} and is offered ${facts.target} now.`,
      barrier(facts),
      ...facts.held.map(alsoHeld),
      'If the node has not taken it in ten minutes, the reason is on the node. Check there whether updates are switched off; whether its update strategy waits for a time window (periodic) or for a reboot lock that another node holds (fleet_lock); whether an update is staged already and waits for a reboot, or somebody is logged in; and whether /boot is full. "journalctl -u zincati" and "rpm-ostree status" tell.',
    ],
    rollout_paused: ({ node, held }) => [
      ...held.slice(0, 1).map((one) => pausedBefore(node, one)),
      ...held.slice(1).map(alsoHeld),
      `The node is offered it some time after the rollout goes on again; nothing needs to be done on the node.`,
    ],
    held_back: ({ node, held, isAnonymous }) => [
      ...held.slice(0, 1).map((one) => heldBack(node, one)),
      ...held.slice(1).map(alsoHeld),
      isAnonymous
        ? 'It says neither node_uuid nor rollout_wariness: all nodes that do not come at one place.'
        : '',
      'Nothing needs to be done on the node.',
    ],
    up_to_date: ({ node, stream, basearch, isEndOfLife }) => [
      `This node runs ${node}, the newest release of ${stream} for ${basearch}: there is nothing to update to.`,
      isEndOfLife
        ? `${stream} has come to its end, no release will follow: move the node to another stream.`
        : '',
    ],
    no_path: ({ node, stream, newest }) => [
      `This node runs ${node}. There are newer releases of ${stream}, up to ${newest}, but no update leads there: none of them has a rollout, and none is a barrier.`,
      `Nothing is wrong with the node: it goes on when those who publish ${stream} roll out a newer release.`,
    ],
  },
  clues: {
    same_version: () => 'the node says that it runs this version, which has another payload here',
    not_in_scope: (_near, { basearch, scheme }) =>
      `the node says that it runs this version, which has no payload for ${basearch} in scheme ${scheme}`,
    elsewhere: ({ stream, basearch, scheme }, facts) =>
      `this is its payload for ${basearch} in scheme ${scheme}${stream === facts.stream ? '' : `, in the stream ${stream}`}`,
    cut_short: () => 'its payload begins with what was sent',
    similar_version: (_near, { node }) => `its name is like ${node}`,
  },
};

function stranger({ newest, stream, basearch, scheme, payload, node, isElsewhere }: Facts): string {
  if (newest === '')
    return `${stream} has no release yet, so it knows no node. Once those releases are published that nodes run, they find themselves.`;
  if (payload !== '')
    return `This node runs what no release of ${stream} for ${basearch} is known to be: its payload ${payload} (scheme ${scheme}) is none of theirs. So it does not find itself in the graph, and never updates.`;
  if (isElsewhere)
    return `${node} is a release of ${stream}, but has no payload for ${basearch} in scheme ${scheme}.`;
  return `No release of ${stream} for ${basearch} in scheme ${scheme} is called ${node}.`;
}

function mayBe(facts: Facts): readonly string[] {
  const { near, isElsewhere } = facts;
  if (near.length === 0 || isElsewhere) return [];
  const why = near.map((one) => `${one.version} (${ENGLISH.clues[one.clue](one, facts)})`);
  return [`It may be ${why.join(', or ')}.`];
}

function wayOut({ hint, payload, newest, stream, adopter }: Facts): readonly string[] {
  if (newest === '') return [];
  if (payload === '')
    return [
      'Ask with os_checksum, as the agent does: what a node runs is told by its payload. One that nobody knows can be made known as an alias of a release.',
    ];
  const hints = {
    none: '',
    cut_short: 'Ask with the whole payload, as "rpm-ostree status --json" has it.',
    elsewhere:
      'Check whether the question names the stream, the basearch and the scheme (oci=true) of the node.',
  };
  return [
    hints[hint],
    `If it is a build of a release here, an operator makes it known as an alias of that: POST /admin/v1/streams/${stream}/releases/${adopter}/payload-aliases with basearch, scheme, payload and reason. If it is not, install the node anew from a release of ${stream}.`,
  ];
}

function barrier({ target, barrier: found }: Facts): string {
  if (!found) return '';
  const { reason, hopsLeft, end } = found;
  const updates = hopsLeft === 1 ? '1 more update leads' : `${hopsLeft} more updates lead`;
  const onwards = hopsLeft === 0 ? '' : ` After it ${updates} to ${end}.`;
  return `${target} is a barrier, a release that no node may skip (${reason}).${onwards}`;
}

function heldBack(node: string, { version, eligibleAt, begins, reached, comesAt }: HeldFacts): string {
  if (eligibleAt === '')
    return `This node runs ${node} and is held back from ${version}: as its rollout is planned, it never reaches ${comesAt} of the fleet, where this node comes. Those who publish it have to change the plan.`;
  const progress = begins === '' ? `has reached ${reached} of the fleet` : `begins at ${begins}`;
  return `This node runs ${node} and will be offered ${version} at ${eligibleAt}: the rollout ${progress} and this node comes at ${comesAt}.`;
}

function pausedBefore(node: string, { version, reached, comesAt, publicReason }: HeldFacts): string {
  const reason = publicReason === '' ? '' : ` They say why: "${publicReason}".`;
  return `This node runs ${node}. ${version} is newer, but those who publish it have paused its rollout: it has reached ${reached} of the fleet and this node comes at ${comesAt}.${reason}`;
}

function alsoHeld({ version, eligibleAt, isPaused, reached, comesAt }: HeldFacts): string {
  if (isPaused) return `The rollout of ${version} is paused at ${reached}, this node comes at ${comesAt}.`;
  if (eligibleAt === '') return `${version} will not be offered to this node as its rollout is planned.`;
  return `${version} will be offered to this node at ${eligibleAt}.`;
}
