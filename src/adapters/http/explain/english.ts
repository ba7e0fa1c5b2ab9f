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
      facts.when === ''
        ? `This node runs ${facts.node} and is offered ${facts.target} now.`
        : `This node runs ${facts.node} and is offered ${facts.target} at ${facts.when}.`,
      barrier(facts),
      deadendAhead(facts),
      ...facts.held.map(alsoHeld),
      anonymous(facts),
      `If the node has not taken ${facts.target} within ten minutes, look on the node: does it ask this server and reach it, and can it download the image; are updates switched off; was ${facts.target} on it before (agents take no version a second time); does its update strategy wait for a time window (periodic) or for a reboot lock that another node holds (fleet_lock); is an update staged already and waiting for a reboot, or is somebody logged in; is /boot full? "journalctl -u zincati" and "rpm-ostree status" show this.`,
    ],
    rollout_paused: (facts) => [
      ...facts.held.slice(0, 1).map((one) => pausedBefore(facts.node, one)),
      ...facts.held.slice(1).map(alsoHeld),
      anonymous(facts),
      'The node will be offered it once the rollout goes on and gets there; nothing needs to be done on the node.',
    ],
    held_back: (facts) => [
      ...facts.held.slice(0, 1).map((one) => heldBack(facts.node, one)),
      ...facts.held.slice(1).map(alsoHeld),
      anonymous(facts),
      'Nothing needs to be done on the node.',
    ],
    up_to_date: ({ node, stream, basearch, isEndOfLife }) => [
      `This node runs ${node}, the newest release of ${stream} for ${basearch}: there is nothing to update to.`,
      isEndOfLife ? `${stream} has ended, no release will follow: move the node to another stream.` : '',
    ],
    no_path: ({ node, stream, newest }) => [
      newest === ''
        ? `This node runs ${node}. All newer releases of ${stream} have been retired, so there is nothing to update to.`
        : `This node runs ${node}. There are newer releases of ${stream}, up to ${newest}, but none of them is being rolled out.`,
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

function stranger({ isEmpty, stream, basearch, scheme, payload, node, isElsewhere }: Facts): string {
  if (isEmpty)
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

function wayOut({ hint, payload, isEmpty, stream, adopter }: Facts): readonly string[] {
  if (isEmpty) return [];
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

function reinstall({ sound, stream }: Facts): string {
  if (sound !== '') return `Waiting does not help: reinstall the node, for example from ${sound}.`;
  return `The node has to be reinstalled, but ${stream} has no release yet that is open to all: wait for one to reinstall from, or reinstall from another stream.`;
}

function anonymous({ isAnonymous }: Facts): string {
  if (!isAnonymous) return '';
  return 'The request names neither node_uuid nor rollout_wariness, and all requests without them share one place: this node may come sooner or later. Ask again with them.';
}

function deadendAhead({ target, targetDeadend }: Facts): string {
  if (targetDeadend === '') return '';
  return `${target} has been declared a deadend: no update leads out of it (reason: ${targetDeadend}).`;
}

function barrier({ target, barrier: found }: Facts): string {
  if (!found) return '';
  const { reason, hopsLeft, end } = found;
  const updates = hopsLeft === 1 ? '1 more update leads' : `${hopsLeft} more updates lead`;
  const onwards = hopsLeft === 0 ? '' : ` After it, ${updates} to ${end}.`;
  return `${target} is a barrier, a release that no node may skip (reason: ${reason}).${onwards}`;
}

function heldBack(node: string, { version, eligible, begins, reached, comesAt }: HeldFacts): string {
  if (eligible === 'far')
    return `This node runs ${node}. It will not be offered ${version} for thousands of years: its rollout is planned beyond the year 9999, which looks like a mistake. Those who publish ${version} have to change the plan.`;
  if (eligible === 'never')
    return `This node runs ${node}. It will not be offered ${version}: as planned, the rollout of ${version} stops before ${comesAt}, where this node's turn comes. Those who publish ${version} have to change the plan.`;
  const progress = begins === '' ? `has reached ${reached} of the fleet` : `begins at ${begins}`;
  return `This node runs ${node} and will be offered ${version} at ${eligible}: its rollout ${progress}, and this node's turn comes at ${comesAt}.`;
}

function pausedBefore(node: string, { version, reached, comesAt, publicReason }: HeldFacts): string {
  const reason = publicReason === '' ? '' : ` Their reason: "${publicReason}".`;
  return `This node runs ${node}. ${version} is newer, but those who publish it have paused its rollout at ${reached} of the fleet; this node's turn comes at ${comesAt}.${reason}`;
}

function alsoHeld({ version, eligible, isPaused, reached, comesAt }: HeldFacts): string {
  if (isPaused)
    return `The rollout of ${version} is paused at ${reached}; this node's turn comes at ${comesAt}.`;
  if (eligible === 'never' || eligible === 'far')
    return `${version} will not be offered to this node as its rollout is planned.`;
  return `${version} will be offered to this node at ${eligible}.`;
}
