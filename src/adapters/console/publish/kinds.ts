/** Sections that a new release may be published with. */
export const PARTS = ['barrier', 'rollout'] as const;
export type Part = (typeof PARTS)[number];

export type FieldName =
  | 'version'
  | 'metadata'
  | 'reason'
  | 'basearches'
  | 'start'
  | 'duration'
  | 'start_fraction'
  | 'basearch'
  | 'scheme'
  | 'payload'
  | 'id';

interface Kind {
  /** In the order they are asked. */
  readonly fields: readonly FieldName[];
  readonly parts: readonly Part[];
  readonly hasPayloads: boolean;
}

const REASONED: Kind = { fields: ['version', 'reason'], parts: [], hasPayloads: false };
const LIMITED: Kind = { ...REASONED, fields: ['version', 'reason', 'basearches'] };
const ROLLOUT = ['start', 'duration', 'start_fraction', 'basearches'] as const;

/** What the page can put into a change set, by the name the API has for it. @see http-api.md 4 */
export const KINDS = {
  publish_release: { fields: ['version', 'metadata'], parts: PARTS, hasPayloads: true },
  set_rollout: { ...REASONED, fields: ['version', ...ROLLOUT] },
  finish_rollout: REASONED,
  withdraw_rollout: REASONED,
  set_barrier: LIMITED,
  clear_barrier: REASONED,
  set_deadend: LIMITED,
  clear_deadend: REASONED,
  add_payloads: { ...REASONED, fields: ['version'], hasPayloads: true },
  add_payload_alias: { ...REASONED, fields: ['version', 'basearch', 'scheme', 'payload', 'reason'] },
  remove_payload_alias: { ...REASONED, fields: ['version', 'id', 'reason'] },
  retire_release: REASONED,
} as const satisfies Readonly<Record<string, Kind>>;

export type OpName = keyof typeof KINDS;

export const PART_FIELDS: Readonly<Record<Part, readonly FieldName[]>> = {
  barrier: ['reason', 'basearches'],
  rollout: ROLLOUT,
};

/** In the order they are offered. */
export const OP_NAMES: readonly OpName[] = [
  ...(['publish_release', 'set_rollout', 'finish_rollout', 'withdraw_rollout'] as const),
  ...(['set_barrier', 'clear_barrier', 'set_deadend', 'clear_deadend'] as const),
  ...(['add_payloads', 'add_payload_alias', 'remove_payload_alias', 'retire_release'] as const),
];

export function kindOf(op: OpName): Kind {
  return KINDS[op];
}
