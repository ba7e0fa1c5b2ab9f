import type { OpenAPIObject } from '@nestjs/swagger';

type PathItem = OpenAPIObject['paths'][string];

/** What agents say of themselves. */
export const agentParameters = [
  query('stream', 'The stream, by name or alias.', { required: true, example: 'stable' }),
  query('basearch', 'The architecture; arm64 and amd64 are understood.', {
    required: true,
    example: 'x86_64',
  }),
  query('oci', 'true for nodes that were booted from an image reference.', {
    schema: { enum: ['true', 'false'] },
  }),
  query('rollout_wariness', 'How late the node wants updates: 0 to 1.', { example: '0.5' }),
  query('node_uuid', 'Decides where no wariness is given.', { example: 'e0f3745b108f471cbd4883c6fbed8cdd' }),
  query('group', 'Not used yet.'),
  query('platform', 'Not used yet.'),
  query('os_version', 'What the node runs.', { example: '44.20260621.3.1' }),
  query(
    'os_checksum',
    'What the node runs: its checksum or image reference. Where a release is known under it as an alias (an image reference by its digest alone), its node carries the very string sent, and no edge leads to it.',
    { maxLength: 1024 },
  ),
];

interface Details {
  readonly required?: boolean;
  readonly example?: string;
  readonly maxLength?: number;
  readonly schema?: { readonly enum: string[] };
}

function query(name: string, description: string, details: Details = {}) {
  const { required = false, example, maxLength = 256, schema } = details;
  return {
    name,
    in: 'query' as const,
    required,
    description,
    // In the schema: the decorators of Nest pass nothing else on.
    schema: {
      type: 'string' as const,
      ...(schema ?? { maxLength }),
      ...(example !== undefined && { example }),
    },
  };
}

const node = {
  type: 'object',
  required: ['version', 'metadata', 'payload'],
  properties: {
    version: { type: 'string', example: '44.20260707.3.1' },
    metadata: {
      type: 'object',
      additionalProperties: { type: 'string' },
      example: {
        'org.fedoraproject.coreos.scheme': 'checksum',
        'org.fedoraproject.coreos.releases.age_index': '178',
      },
    },
    payload: { type: 'string' },
  },
};

/** A graph, as agents and operators get it. */
export const graphSchema = {
  type: 'object',
  required: ['nodes', 'edges'],
  properties: {
    nodes: { type: 'array', items: node, description: 'Oldest first.' },
    edges: {
      type: 'array',
      description: 'Allowed updates: from and to, as positions in `nodes`.',
      items: { type: 'array', items: { type: 'integer', minimum: 0 }, minItems: 2, maxItems: 2 },
    },
  },
};

function problem(description: string, examples: Readonly<Record<string, string>>) {
  return {
    description,
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/ProblemView' },
        examples: Object.fromEntries(
          Object.entries(examples).map(([kind, value]) => [kind, { value: { kind, value } }]),
        ),
      },
    },
  };
}

const header = (description: string) => ({ description, schema: { type: 'string' } });

/** GET /v1/graph for the OpenAPI document, which cannot see it: it is answered before Nest. */
export const graphPath: PathItem = {
  get: {
    tags: ['graph'],
    operationId: 'graph',
    summary: 'The update graph, as one agent sees it',
    description:
      'Nodes are releases, edges the updates that an agent of this wariness may take now. The same request gets the same bytes until a release, a barrier or a rollout changes the answer.',
    parameters: [...agentParameters],
    responses: {
      200: {
        description: 'The graph, compact, in identity, gzip, br or zstd.',
        headers: {
          ETag: header('Strong; another one for each content coding.'),
          'Roost-Revision': header('How often the stream has changed.'),
        },
        content: { 'application/json': { schema: graphSchema } },
      },
      304: { description: 'Not modified: the caller has it already.' },
      400: problem('A parameter is missing or wrong.', {
        missing_params: 'basearch is missing: ask with ?stream=...&basearch=...',
        invalid_params: 'oci must be true or false, or be left out for false',
      }),
      404: problem('Nothing is known of that stream or architecture.', {
        unknown_stream: 'no such stream here; there are 2403-LTS, stable',
        unknown_basearch:
          'stable has no release for this basearch in scheme checksum; there are aarch64, x86_64',
      }),
      503: problem('The first complete graph is still being made.', {
        not_ready: 'this stream has no complete graph yet: ask again soon',
      }),
    },
  },
};
