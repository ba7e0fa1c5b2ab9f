import { partKey, type Documents, type Part } from './documents.js';
import { isName, SECTIONS, type Payload, type Release } from './model.js';

export const SEVERITIES = ['error', 'confirm', 'warning'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something that has gone wrong before, found in a stream. @see http-api.md 6 */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  /** The document it stands in; empty where it is about all of them. */
  readonly document: string;
  /** JSON Pointer into that document. */
  readonly path: string;
  /** What is wrong, what was expected, the way out. */
  readonly message: string;
}

/**
 * What is wrong with a stream as its documents have it, whatever the time. A source's documents are
 * served in spite of it: a server must serve what is there.
 */
export function lintDocuments(documents: Documents): readonly Finding[] {
  const { releases, places, strays } = documents;
  const remarks = [
    ...releases.flatMap(lintRelease),
    ...lintDuplicatePayloads(releases),
    ...lintNewest(releases),
  ];
  return [
    ...remarks.map(({ version, part, ...finding }) => {
      const place = places.get(partKey(version, part)) ?? { document: '', path: '' };
      return { ...finding, document: place.document, path: place.path + finding.path };
    }),
    ...strays.map(({ version, place }) => ({
      ...finding(
        'error',
        'unknown_version',
        `${version} is not in the release index: correct it or leave it out`,
      ),
      document: place.document,
      path: `${place.path}/version`,
    })),
  ];
}

/** A finding before it is known where it stands. */
interface Remark {
  readonly version: string;
  readonly part: Part;
  readonly code: string;
  readonly severity: Severity;
  /** JSON Pointer below the part. */
  readonly path: string;
  readonly message: string;
}

function finding(severity: Severity, code: string, message: string) {
  return { severity, code, message, path: '' };
}

function lintRelease(release: Release): readonly Remark[] {
  const { version } = release;
  return [
    ...remark(version, 'version', lintVersion(version)),
    ...remark(version, 'payloads', release.payloads.flatMap(lintPayload)),
    ...SECTIONS.flatMap((section) => remark(version, section, LINT_SECTION[section](release))),
  ];
}

type Unplaced = ReturnType<typeof finding>;

function remark(version: string, part: Part, findings: readonly Unplaced[]): readonly Remark[] {
  return findings.map((one) => ({ version, part, ...one }));
}

const LINT_SECTION: Readonly<Record<(typeof SECTIONS)[number], (release: Release) => readonly Unplaced[]>> = {
  barrier: ({ barrier }) => (barrier ? lintReason(barrier.reason) : []),
  deadend: ({ deadend, barrier }) => [
    ...(deadend ? lintReason(deadend.reason) : []),
    ...(deadend && barrier
      ? [
          finding(
            'error',
            'barrier_and_deadend',
            'a barrier that is a deadend traps every node that comes to it: take one of the two away',
          ),
        ]
      : []),
  ],
  rollout: ({ rollout, deadend }) => [
    ...(rollout && deadend
      ? [
          finding(
            'error',
            'rollout_of_deadend',
            'the rollout leads nodes into a deadend: withdraw the rollout or clear the deadend',
          ),
        ]
      : []),
    ...(rollout?.durationMinutes === 0
      ? [
          {
            ...finding('error', 'invalid_duration', 'a duration of 0 counts as one minute'),
            path: '/duration_minutes',
          },
        ]
      : []),
  ],
};

function lintVersion(version: string): readonly Unplaced[] {
  if (/^[A-Za-z0-9._+~-]{1,128}$/.test(version)) return [];
  return [
    finding(
      'error',
      'invalid_version',
      `${JSON.stringify(version)} is not a version: 1 to 128 of letters, digits, . - _ + ~`,
    ),
  ];
}

function lintPayload({ basearch, scheme, payload }: Payload): readonly Unplaced[] {
  const faults = isName(basearch)
    ? []
    : [
        finding(
          'error',
          'invalid_basearch',
          `${JSON.stringify(basearch)} is not a basearch: 1 to 64 of letters, digits, . _ - beginning with a letter or digit`,
        ),
      ];
  if (PAYLOAD_FORMS[scheme].pattern.test(payload)) return faults;
  const message = `the ${scheme} of ${basearch} is not ${PAYLOAD_FORMS[scheme].words}`;
  return [...faults, finding('error', 'invalid_payload', message)];
}

const PAYLOAD_FORMS = {
  checksum: { pattern: /^[0-9a-f]{64}$/, words: '64 lower-case hex digits' },
  oci: {
    pattern: /^[^@\s]+@sha256:[0-9a-f]{64}$/,
    words: 'an image reference that ends in @sha256: and 64 hex digits',
  },
} as const;

function lintReason(reason: string): readonly Unplaced[] {
  if (reason === '') {
    return [
      {
        ...finding('error', 'missing_reason', 'without a reason nodes are told "generic": say why'),
        path: '/reason',
      },
    ];
  }
  if (!/^(?!-)[^\p{C}\p{Zl}\p{Zp}]{1,500}$/u.test(reason)) {
    const message =
      'nodes show the reason to whoever logs in: 1 to 500 printable characters in one line, not beginning with -';
    return [{ ...finding('error', 'invalid_reason', message), path: '/reason' }];
  }
  if (!/https?:\/\/\S/.test(reason)) {
    return [
      {
        ...finding('warning', 'reason_not_a_link', 'a link tells node owners more: add one'),
        path: '/reason',
      },
    ];
  }
  return [];
}

function lintDuplicatePayloads(releases: readonly Release[]): readonly Remark[] {
  const owner = new Map<string, string>();
  return releases.flatMap(({ version, payloads }) =>
    payloads.flatMap(({ basearch, scheme, payload }) => {
      const key = `${basearch} ${scheme} ${payload}`;
      const first = owner.get(key);
      if (first === undefined) owner.set(key, version);
      if (first === undefined) return [];
      const message = `the ${scheme} of ${basearch} is that of ${first} too: nodes that run it take themselves for ${first}`;
      return remark(version, 'payloads', [finding('error', 'duplicate_payload', message)]);
    }),
  );
}

function lintNewest(releases: readonly Release[]): readonly Remark[] {
  const [newest, before] = [releases.at(-1), releases.at(-2)];
  if (!newest || !before) return [];
  const has = new Set(newest.payloads.map(({ basearch }) => basearch));
  const missing = [...new Set(before.payloads.map(({ basearch }) => basearch))].filter(
    (one) => !has.has(one),
  );
  return missing.flatMap((basearch) =>
    remark(newest.version, 'payloads', [
      finding(
        'warning',
        'missing_basearch',
        `${basearch} has no payload here, but ${before.version} had one`,
      ),
    ]),
  );
}
