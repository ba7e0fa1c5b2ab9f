import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Express } from 'express';
import swaggerUi from 'swagger-ui-express';
import { graphPath } from './agent/graph-openapi.js';

/** The OpenAPI document: everything a caller can see. */
export function describeApi(app: NestExpressApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Roost')
    .setDescription('Update graphs for NestOS, Fedora CoreOS and their kin.')
    .setVersion(version)
    .addTag('graph', 'What agents ask for.')
    .addTag('streams', 'What there is, and how it fares.')
    .addTag('documents', 'Release index and updates metadata, as the reference server reads them.')
    .addTag('operations', 'For those who keep the server up.')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
  });
  return { ...document, paths: { '/v1/graph': graphPath, ...document.paths } };
}

/** Serves the document and, at /docs, a page to read it and try it out. */
export function serveExplorer(app: NestExpressApplication, document: OpenAPIObject): void {
  const express: Express = app.getHttpAdapter().getInstance();
  express.get('/openapi.json', (_request, response) => response.json(document));
  const swaggerOptions = { tryItOutEnabled: true };
  const page = swaggerUi.setup(undefined, {
    customSiteTitle: 'Roost API',
    swaggerUrl: '/openapi.json',
    swaggerOptions,
  });
  express.get('/docs', (_request, response) => response.redirect('/docs/'));
  express.get('/docs/', page);
  express.use('/docs', ...swaggerUi.serve);
}

/** Paths that are not part of the described interface, but there. */
export const PAGES = { '/openapi.json': { get: {} }, '/docs': { get: {} }, '/docs/': { get: {} } };
