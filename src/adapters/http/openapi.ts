import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { graphPath } from './agent/graph-openapi.js';
import { problemResponse } from './api-problem.js';

/** The OpenAPI document: everything a caller can see. */
export function describeApi(app: NestExpressApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Roost')
    .setDescription(
      'Update graphs for NestOS, Fedora CoreOS and their kin. [Point a node here](/docs/node-config).',
    )
    .setVersion(version)
    .addTag('graph', 'What agents ask for.')
    .addTag('streams', 'What there is, and how it fares.')
    .addTag('documents', 'Release index and updates metadata, as the reference server reads them.')
    .addTag('operations', 'For those who keep the server up.')
    .addTag('streams for operators', 'Make, describe, freeze, take over, delete.')
    .addTag('releases', 'Publish, declare, roll out, pause.')
    .addTag('changes', 'Several operations at once, and whole documents.')
    .addTag('history', 'What was, who did it, and any graph at any time.')
    .addTag('tokens', 'Who may do what.')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'token')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
  });
  const paths = { '/v1/graph': graphPath, ...document.paths };
  for (const operation of Object.values(paths).flatMap(operationsOf)) {
    nameRole(operation);
    operation.responses = { ...WHATEVER_IS_ASKED, ...operation.responses };
  }
  return { ...document, paths };
}

type Item = OpenAPIObject['paths'][string];
type Operation = NonNullable<Item['get']>;

function operationsOf({ get, put, post, delete: remove, patch }: Item): readonly Operation[] {
  return [get, put, post, remove, patch].filter((operation) => operation !== undefined);
}

/** What can come of every request, before anybody looks at what is asked. */
const WHATEVER_IS_ASKED = {
  400: problemResponse('invalid_params', 'the request cannot be understood'),
  408: problemResponse('request_timeout', 'the request did not come to its end in time: send it faster'),
  431: problemResponse('headers_too_large', 'the head of the request is over 16 KiB: shorten it'),
  500: problemResponse('internal', 'something broke here, it is noted'),
  503: problemResponse('overloaded', 'too many requests at a time: ask again soon'),
};

/** Which role an operation needs is said to people, too. */
function nameRole(operation: Operation): void {
  const role: unknown = 'x-role' in operation ? operation['x-role'] : undefined;
  if (typeof role !== 'string') return;
  operation.description = `${operation.description ?? ''} Needs a token with the role **${role}**.`.trim();
}
