import type { Operations } from '../api/schema.js';
import { canonicalUuid } from '../../../application/node-state/node-uuid.js';
import { canonicalBasearch } from '../../../graph/model.js';

/** What can be said of a node and of the moment, and the agent's name for it. */
export const PARAMETERS = {
  stream: 'stream',
  basearch: 'basearch',
  scheme: 'oci',
  version: 'os_version',
  payload: 'os_checksum',
  uuid: 'node_uuid',
  wariness: 'rollout_wariness',
  at: 'at',
} as const;
export type FieldName = keyof typeof PARAMETERS;

/** Empty where nothing is said; then `scheme` is `checksum`, and `at` the present. */
export type Fields = Readonly<Record<FieldName, string>>;

/** What an agent's query says; the first one counts of what it says twice. @see http-api.md 3 */
export function fieldsIn(query: URLSearchParams): Fields {
  const said = (name: Exclude<FieldName, 'scheme'>) => normal(name, query.get(PARAMETERS[name]) ?? '');
  return {
    stream: said('stream'),
    basearch: said('basearch'),
    scheme: query.get('oci') === 'true' ? 'oci' : 'checksum',
    version: said('version'),
    payload: said('payload'),
    uuid: said('uuid'),
    wariness: said('wariness'),
    at: said('at'),
  };
}

/** The same as it stands in an address: by the agent's names. */
export function inAddress(fields: Partial<Fields>): Readonly<Record<string, string>> {
  const { scheme, ...texts } = fields;
  const pairs = Object.entries(texts).flatMap(([name, value]) =>
    isFieldName(name) ? [[PARAMETERS[name], normal(name, value)] as const] : [],
  );
  return {
    ...Object.fromEntries(pairs),
    ...(scheme !== undefined && { oci: scheme === 'oci' ? 'true' : '' }),
  };
}

/** What has to be said before anybody can be asked; `node` is a version or a payload. */
export type Missing = 'stream' | 'basearch' | 'node';

export function missingIn({ stream, basearch, version, payload }: Fields): readonly Missing[] {
  return [
    ...(stream === '' ? ['stream' as const] : []),
    ...(basearch === '' ? ['basearch' as const] : []),
    ...(version === '' && payload === '' ? ['node' as const] : []),
  ];
}

/** What the server is asked. */
export function agentQuery(fields: Fields): Operations['GET /v1/explain']['query'] {
  const { stream, basearch, scheme, version, payload, uuid, wariness, at } = fields;
  return {
    stream,
    basearch,
    ...(scheme === 'oci' && { oci: 'true' }),
    ...(version !== '' && { os_version: version }),
    ...(payload !== '' && { os_checksum: payload }),
    ...(uuid !== '' && { node_uuid: uuid }),
    ...(wariness !== '' && { rollout_wariness: wariness }),
    ...(at !== '' && { at }),
  };
}

/** The field that a refusal is about; `null` where it is about none, or about all of them. */
export function fieldOf(kind: string, message: string): FieldName | null {
  if (kind === 'unknown_stream') return 'stream';
  if (kind === 'unknown_basearch') return 'basearch';
  if (kind !== 'invalid_params') return null;
  const [parameter] = message.split(' ');
  return FIELD_NAMES.find((name) => PARAMETERS[name] === parameter) ?? null;
}

export const FIELD_NAMES: readonly FieldName[] = Object.keys(PARAMETERS).filter(isFieldName);

function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(PARAMETERS, name);
}

/** As agents send it; what cannot be read stays as it is, for the server to judge. */
function normal(name: FieldName, value: string): string {
  const text = value.trim();
  if (name === 'uuid') return canonicalUuid(text) ?? text;
  return name === 'basearch' ? canonicalBasearch(text) : text;
}
