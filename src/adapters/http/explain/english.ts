import type { Facts, HeldFacts } from './facts.js';
import type { Language } from './language.js';

export const ENGLISH: Language = {
  code: 'en',
  space: ' ',
  verdicts: {
    unknown_payload: (facts) => [stranger(facts), ...mayBe(facts), ...wayOut(facts)],
    deadend: (facts) => [
      `This node runs ${facts.node}, which has been declared a deadend: no update leads out of it (reason: ${facts.deadendReason}).`,
      reinstall(facts),
    ],
    update_available: (facts) => [
      `This node runs ${facts.node} and is offered ${facts.target} now.`,
      barrier(facts),
      ...facts.held.map(alsoHeld),
      `If the node has not taken ${facts.target} within ten minutes, look on the node: does it ask this server and reach it, and can it download the image; are updates switched off; does its update strategy wait for a time window (periodic) or for a reboot lock that another node holds (fleet_lock); is an update staged already and waiting for a reboot, or is somebody logged in; is /boot full? "journalctl -u zincati" and "rpm-ostree status" show this.`,
    ],
    rollout_paused: ({ node, held }) => [
      ...held.slice(0, 1).map((one) => pausedBefore(node, one)),
      ...held.slice(1).map(alsoHeld),
      'The node will be offered it once the rollout goes on and gets there; nothing needs to be done on the node.',
    ],
    held_back: ({ node, held, isAnonymous }) => [
      ...held.slice(0, 1).map((one) => heldBack(node, one)),
      ...held.slice(1).map(alsoHeld),
      isAnonymous
        ? 'The request names neither node_uuid nor rollout_wariness, and all requests without them share one place. Ask again with them to see the place of this node.'
        : '',
      'Nothing needs to be done on the node.',
    ],
    up_to_date: ({ node, stream, basearch, isEndOfLife }) => [
      `This node runs ${node}, the newest release of ${stream} for ${basearch}: there is nothing to update to.`,
      isEndOfLife ? `${stream} has ended, no release will follow: move the node to another stream.` : '',
    ],
    no_path: ({ node, stream, newest }) => [
      `This node runs ${node}. There are newer releases of ${stream}, up to ${newest}, but none of them is being rolled out.`,
      `Nothing needs to be done on the node: it will update once those who publish ${stream} start the rollout of a newer release.`,
    ],
  },
  clues: {
    same_version: () => 'the node says that it runs this version, which has another payload here',
    not_in_scope: (_near, { basearch, scheme }) =>
      `the node says that it runs this version, which has no payload for ${basearch} (scheme ${scheme})`,
    elsewhere: ({ stream, basearch, scheme }, facts) =>
      `this is its payload for ${basearch} (scheme ${scheme})${stream === facts.stream ? '' : ` in the stream ${stream}`}`,
    cut_short: () => 'its payload begins with what was sent',
    similar_version: (_near, { node }) => `its name is like ${node}`,
  },
};

function stranger({ newest, stream, basearch, scheme, payload, node, isElsewhere }: Facts): string {
  if (newest === '')
    return `${stream} has no release yet, so no update can be offered. Nothing needs to be done on the node: updates can begin once the release that it runs, and a newer one, are published here.`;
  if (payload !== '')
    return `This node does not run a known release of ${stream} for ${basearch}: none has its payload (the id of its OS image) ${payload} (scheme ${scheme}). So no update can be offered to it.`;
  if (isElsewhere)
    return `${node} is a release of ${stream}, but has no payload for ${basearch} (scheme ${scheme}).`;
  return `No release of ${stream} for ${basearch} (scheme ${scheme}) is called ${node}.`;
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
      'Ask with os_checksum, as the update agent of the node does ("rpm-ostree status --json" has it): a node is known by its payload, not by its version. An unknown payload can be registered as an alias of a release.',
    ];
  const hints = {
    none: '',
    cut_short:
      'The payload seems cut short: ask again with the whole one, as "rpm-ostree status --json" shows it.',
    elsewhere:
      "Check first that the request names the node's own stream, basearch and scheme (oci=true for scheme oci), and ask again.",
  };
  const only = hint === 'none' ? 'If' : 'Only if that is right and';
  return [
    hints[hint],
    `${only} the node's image is a build of one of these releases, an operator of this server can register its payload as an alias of that release: POST /admin/v1/streams/${stream}/releases/${adopter}/payload-aliases with basearch, scheme, payload and reason. Otherwise reinstall the node from a release of ${stream}.`,
  ];
}

function reinstall({ node, newest, stream }: Facts): string {
  if (newest !== node) return `Waiting does not help: reinstall the node, for example from ${newest}.`;
  return `The node has to be reinstalled, but ${stream} has no newer release yet: wait for one to reinstall from, or reinstall from another stream.`;
}

function barrier({ target, barrier: found }: Facts): string {
  if (!found) return '';
  const { reason, hopsLeft, end } = found;
  const updates = hopsLeft === 1 ? '1 more update leads' : `${hopsLeft} more updates lead`;
  const onwards = hopsLeft === 0 ? '' : ` After it, ${updates} to ${end}.`;
  return `${target} is a barrier, a release that no node may skip (reason: ${reason}).${onwards}`;
}

function heldBack(node: string, { version, eligibleAt, begins, reached, comesAt }: HeldFacts): string {
  if (eligibleAt === '')
    return `This node runs ${node}. It will not be offered ${version}: as planned, the rollout of ${version} stops before ${comesAt}, where this node's turn comes. Those who publish ${version} have to change the plan.`;
  const progress = begins === '' ? `has reached ${reached} of the fleet` : `begins at ${begins}`;
  return `This node runs ${node} and will be offered ${version} at ${eligibleAt}: its rollout ${progress}, and this node's turn comes at ${comesAt}.`;
}

function pausedBefore(node: string, { version, reached, comesAt, publicReason }: HeldFacts): string {
  const reason = publicReason === '' ? '' : ` Their reason: "${publicReason}".`;
  return `This node runs ${node}. ${version} is newer, but those who publish it have paused its rollout at ${reached} of the fleet; this node's turn comes at ${comesAt}.${reason}`;
}

function alsoHeld({ version, eligibleAt, isPaused, reached, comesAt }: HeldFacts): string {
  if (isPaused)
    return `The rollout of ${version} is paused at ${reached}; this node's turn comes at ${comesAt}.`;
  if (eligibleAt === '') return `${version} will not be offered to this node as its rollout is planned.`;
  return `${version} will be offered to this node at ${eligibleAt}.`;
}
