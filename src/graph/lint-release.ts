import { remark, type Remark, type RuleCode } from './finding.js';
import { isName, type Payload, type Release, type SectionName } from './model.js';
import { atOnce, flatMapSteps, type Steps } from './steps.js';

/** What is wrong with the name of a release. */
export function lintVersion({ version }: Release): readonly Remark[] {
  if (/^[A-Za-z0-9._+~-]{1,128}$/.test(version)) return [];
  const message = `${JSON.stringify(version)} is not a version: 1 to 128 of letters, digits, . - _ + ~`;
  return [remark('invalid_version', { version, part: 'version' }, message)];
}

/** What is wrong with a payload, or an alias of one, by itself. */
export function lintPayload(version: string, payload: Payload): readonly Remark[] {
  const { basearch, scheme } = payload;
  const spot = { version, part: 'payloads', payload } as const;
  const faults = isName(basearch)
    ? []
    : [
        remark(
          'invalid_basearch',
          { ...spot, field: 'basearch' },
          `${JSON.stringify(basearch)} is not a basearch: ${BASEARCH_RULE}`,
        ),
      ];
  if (PAYLOAD_FORMS[scheme].pattern.test(payload.payload)) return faults;
  const message = `the ${scheme} of ${basearch} is not ${PAYLOAD_FORMS[scheme].words}`;
  return [...faults, remark('invalid_payload', { ...spot, field: 'payload' }, message)];
}

const BASEARCH_RULE = '1 to 64 of letters, digits, . _ - beginning with a letter or digit';

const PAYLOAD_FORMS = {
  checksum: { pattern: /^[0-9a-f]{64}$/, words: '64 lower-case hex digits' },
  oci: {
    pattern: /^[^@\s]{1,900}@sha256:[0-9a-f]{64}$/,
    words: 'an image reference that ends in @sha256: and 64 hex digits',
  },
} as const;

/** What is wrong with a section of a release by itself, or beside its other sections. */
export const LINT_SECTION: Readonly<Record<SectionName, (release: Release) => readonly Remark[]>> = {
  barrier: ({ version, barrier }) =>
    barrier
      ? [...lintReason(version, 'barrier', barrier), ...lintBasearches(version, 'barrier', barrier)]
      : [],
  deadend: lintDeadend,
  rollout: lintRollout,
};

function lintDeadend({ version, deadend, barrier }: Release): readonly Remark[] {
  if (!deadend) return [];
  const message = 'a barrier that is a deadend traps every node that comes to it: take one of the two away';
  const traps = barrier && meet(barrier, deadend);
  return [
    ...lintReason(version, 'deadend', deadend),
    ...lintBasearches(version, 'deadend', deadend),
    ...(traps ? [remark('barrier_and_deadend', { version, part: 'deadend' }, message)] : []),
  ];
}

function lintRollout({ version, rollout, deadend }: Release): readonly Remark[] {
  if (!rollout) return [];
  const { startFraction, durationMinutes } = rollout;
  const spot = { version, part: 'rollout' } as const;
  const message = 'the rollout leads nodes into a deadend: withdraw the rollout or clear the deadend';
  return [
    ...lintBasearches(version, 'rollout', rollout),
    ...(deadend && meet(deadend, rollout) ? [remark('rollout_of_deadend', spot, message)] : []),
    ...(startFraction !== null && !(startFraction >= 0 && startFraction <= 1)
      ? [
          remark(
            'fraction_out_of_range',
            { ...spot, field: 'start_fraction' },
            `${startFraction} is not a fraction from 0 to 1: 1.0 is everybody`,
          ),
        ]
      : []),
    ...(durationMinutes === 0
      ? [remark('invalid_duration', { ...spot, field: 'duration' }, 'a duration of 0 counts as one minute')]
      : []),
  ];
}

interface Limited {
  readonly basearches: readonly string[] | null;
}

/** Whether two sections hold for some basearch both. */
function meet(a: Limited, b: Limited): boolean {
  return !a.basearches || !b.basearches || a.basearches.some((one) => b.basearches?.includes(one));
}

function lintBasearches(version: string, part: SectionName, { basearches }: Limited): readonly Remark[] {
  return (basearches ?? [])
    .filter((one) => !isName(one))
    .map((one) =>
      remark(
        'invalid_basearch',
        { version, part, field: 'basearches' },
        `${JSON.stringify(one)} is not a basearch: ${BASEARCH_RULE}`,
      ),
    );
}

function lintReason(
  version: string,
  part: 'barrier' | 'deadend',
  { reason }: { readonly reason: string },
): readonly Remark[] {
  const spot = { version, part, field: 'reason' } as const;
  const fault = faultOfReason(reason);
  if (fault) return [remark(fault.code, spot, fault.message)];
  if (/https?:\/\/\S/.test(reason)) return [];
  return [remark('reason_not_a_link', spot, 'a link tells node owners more: add one')];
}

/** What is wrong with any reason that operators give; `null` for a good one. */
export function faultOfReason(reason: string): { readonly code: RuleCode; readonly message: string } | null {
  if (reason === '') {
    return { code: 'missing_reason', message: 'without a reason nobody knows what to do about it: say why' };
  }
  if (/^(?!-)[^\p{C}\p{Zl}\p{Zp}]{1,500}$/u.test(reason) && reason.trim() !== '') return null;
  const message =
    'nodes show the reason to whoever logs in: 1 to 500 printable characters in one line, not beginning with -';
  return { code: 'invalid_reason', message };
}

/** A payload, or an alias of one, and whose it is. */
export interface Owned {
  readonly version: string;
  readonly payload: Payload;
}

/** Oldest first. */
export function ownedPayloads(releases: readonly Release[]): readonly Owned[] {
  return releases.flatMap(({ version, payloads, aliases }) =>
    [...payloads, ...aliases].map((payload) => ({ version, payload })),
  );
}

/** Payloads that an earlier one is the same as: nodes that run them cannot tell what they are. */
export function lintDuplicates(owned: readonly Owned[]): readonly Remark[] {
  return atOnce(duplicateSteps(owned));
}

/** The same with pauses. */
export function* duplicateSteps(owned: readonly Owned[]): Steps<readonly Remark[]> {
  const owner = new Map<string, string>();
  return yield* flatMapSteps(owned, ({ version, payload }) => {
    const { basearch, scheme } = payload;
    const key = `${scheme} ${identity(payload)}`;
    const first = owner.get(key);
    if (first === undefined) owner.set(key, version);
    // One image can be for several basearches, a commit never is.
    if (first === undefined || (scheme === 'oci' && first === version)) return [];
    const message = `the ${scheme} of ${basearch} is that of ${first} too: nodes that run it cannot tell which of the two they are`;
    return [remark('duplicate_payload', { version, part: 'payloads', field: 'payload', payload }, message)];
  });
}

/** Image references that differ in registry and repository only name the same image. @see cincinnati.md A.2 */
function identity({ scheme, payload }: Payload): string {
  return scheme === 'oci' ? payload.slice(payload.lastIndexOf('@')) : payload;
}

/** Basearches that the release before had and this one lacks. */
export function lintBasearchesOf(release: Release, previous: Release | undefined): readonly Remark[] {
  const has = new Set(release.payloads.map(({ basearch }) => basearch));
  const missing = new Set(previous?.payloads.map(({ basearch }) => basearch).filter((one) => !has.has(one)));
  return [...missing].map((basearch) =>
    remark(
      'missing_basearch',
      { version: release.version, part: 'payloads' },
      `${basearch} has no payload here, but ${previous?.version} had one`,
    ),
  );
}
