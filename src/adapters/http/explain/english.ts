import type { Facts } from './facts.js';
import type { Language } from './language.js';

/** Where people find what to send. @see zincati src/rpm_ostree/cli_status.rs */
const PAYLOAD_PLACE =
  'in "rpm-ostree status --json", of the booted deployment: base-checksum if it is there, else checksum; for images their reference with the digest';

export const ENGLISH: Language = {
  code: 'en',
  space: ' ',
  sentences: {
    upToDate: ({ node, stream, basearch }) =>
      `This node runs ${node}, the newest release of ${stream} for ${basearch}: there is nothing to update to.`,
    endOfLife: ({ stream }) =>
      `${stream} has ended and no release will follow; move the node to another stream.`,

    offeredNow: ({ node, target }) => `This node runs ${node} and is offered ${target} now.`,
    offeredThen: ({ node, target, when }) => `This node runs ${node} and is offered ${target} at ${when}.`,
    barrier: ({ target }, { reason }) =>
      `${target} is a barrier, a release that no node may skip (reason: ${reason}).`,
    afterBarrier: (_, { hopsLeft, end }) =>
      hopsLeft === 1
        ? `After it, 1 more update leads to ${end}.`
        : `After it, ${hopsLeft} more updates lead to ${end}.`,
    deadendAhead: ({ target, targetDeadend }) =>
      `${target} has been declared a deadend: no update leads out of it (reason: ${targetDeadend}). A node that takes it will have to be reinstalled to get any later release; if you do not want that, switch updates off on the node.`,
    suspects: ({ target, when }) =>
      `If the node has not updated to ${target} within ten minutes${when === '' ? '' : ' of that time'}, look on the node: does it ask this server and reach it, and can it download the image; are updates switched off; was ${target} on it before (agents take no version a second time); does its update strategy wait for a time window (periodic) or for a reboot lock that another node holds (fleet_lock); is an update staged already and waiting for a reboot, or is somebody logged in; is /boot full? "journalctl -u zincati" and "rpm-ostree status" show this.`,

    heldBack: ({ node }, { version, eligible, reached, comesAt }) =>
      `This node runs ${node} and will be offered ${version} at ${eligible}: its rollout has reached ${reached} of the fleet, and this node's turn comes at ${comesAt}.`,
    heldBeforeStart: ({ node }, { version, eligible, begins, comesAt }) =>
      `This node runs ${node} and will be offered ${version} at ${eligible}: its rollout begins at ${begins}, and this node's turn comes at ${comesAt}.`,
    heldForEver: ({ node }, { version, comesAt }) =>
      `This node runs ${node}. It will not be offered ${version}: as planned, the rollout of ${version} stops before ${comesAt}, where this node's turn comes. Those who publish ${version} have to change the plan.`,
    heldBeyondTime: ({ node }, { version }) =>
      `This node runs ${node}. It will not be offered ${version} for thousands of years: its rollout is planned beyond the year 9999, which looks like a mistake. Those who publish ${version} have to change the plan.`,
    paused: ({ node }, { version, reached, comesAt }) =>
      `This node runs ${node}. ${version} is newer, but those who publish it have paused its rollout at ${reached} of the fleet; this node's turn comes at ${comesAt}.`,
    pauseReason: (_, { publicReason }) => `Their reason: "${publicReason}".`,
    onceResumed: (_, { version, comesAt }) =>
      `The node will be offered ${version} once the rollout goes on and gets to ${comesAt}; nothing needs to be done on the node.`,
    alsoOffered: (_, { version, eligible }) => `${version} will be offered to this node at ${eligible}.`,
    alsoPaused: (_, { version, reached, comesAt }) =>
      `The rollout of ${version} is paused at ${reached}; this node's turn comes at ${comesAt}.`,
    alsoNever: (_, { version }) => `${version} will not be offered to this node as its rollout is planned.`,
    anonymous: () =>
      'The request names neither node_uuid nor rollout_wariness, and all requests without them share one place in the rollout: this may not hold for this node, whose real turn may be earlier or later. First ask again with the values that its agent sends (node_uuid, and rollout_wariness if it is set).',
    nothingToDo: () => 'Nothing needs to be done on the node.',

    deadend: ({ node, deadendReason }) =>
      `This node runs ${node}, which has been declared a deadend: no update leads out of it (reason: ${deadendReason}).`,
    reinstallFrom: ({ sound }) => `Waiting does not help: reinstall the node, for example from ${sound}.`,
    reinstallLater: ({ stream }) =>
      `The node has to be reinstalled, but ${stream} has at present no suitable release whose rollout has reached all nodes: wait until there is one and reinstall from it, or reinstall from another stream.`,

    notRolledOut: ({ node, stream, newest }) =>
      `This node runs ${node}. There are newer releases of ${stream}, up to ${newest}, but none of them is being rolled out.`,
    allRetired: ({ node, stream }) =>
      `This node runs ${node}. All newer releases of ${stream} have been retired, so there is nothing to update to.`,
    untilRolledOut: ({ stream }) =>
      `Nothing needs to be done on the node: it will update once those who publish ${stream} start the rollout of a newer release.`,

    emptyStream: ({ stream }) =>
      `${stream} has no release yet, so no update can be offered. Nothing needs to be done on the node: updates can begin once the release that it runs, and a newer one, are published here.`,
    unknownPayload: ({ stream, basearch, scheme, payload }) =>
      `This node does not run a known release of ${stream} for ${basearch}: none has its payload (the id of its OS image) ${payload} (scheme ${scheme}). So no update can be offered to it.`,
    unknownVersion: ({ stream, basearch, scheme, node }) =>
      `No release of ${stream} for ${basearch} (scheme ${scheme}) is called ${node}.`,
    otherScope: ({ stream, basearch, scheme, node }) =>
      `${node} is a release of ${stream}, but has no payload for ${basearch} (scheme ${scheme}).`,
    mayBe: (_, likely) => `It may be ${likely.map(([version, why]) => `${version} (${why})`).join(', or ')}.`,
    askWithPayload: () =>
      `Ask with os_checksum, as the update agent of the node does (${PAYLOAD_PLACE}): a node is known by its payload, not by its version. An unknown payload can be registered as an alias of a release.`,
    hints: {
      cut_short: () => `The payload seems cut short: ask again with the whole one (${PAYLOAD_PLACE}).`,
      elsewhere: () =>
        "Check first that the request names the node's own stream, basearch and scheme (oci=true for scheme oci), and ask again.",
    },
    addAlias: (facts) => `If ${isBuild(facts)}, ${register(facts)}`,
    addAliasAfter: {
      cut_short: (facts) => `If the whole payload is unknown too, and ${isBuild(facts)}, ${register(facts)}`,
      elsewhere: (facts) =>
        `If they are right, the payload is still unknown, and ${isBuild(facts)}, ${register(facts)}`,
    },
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

function isBuild({ stream }: Facts): string {
  return `the node's image is a build of a release of ${stream}`;
}

function register({ stream, adopter }: Facts): string {
  return `an operator of this server can register its payload as an alias of that release: POST /admin/v1/streams/${stream}/releases/${adopter}/payload-aliases with basearch, scheme, payload and reason. Otherwise reinstall the node from a release of ${stream}.`;
}
