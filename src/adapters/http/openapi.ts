import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Request, Response } from 'express';
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
  const express = app.getHttpAdapter().getInstance();
  express.get('/openapi.json', (_request: Request, response: Response) => response.json(document));
  const options = {
    customSiteTitle: 'Roost API',
    swaggerUrl: '/openapi.json',
    swaggerOptions: { tryItOutEnabled: true },
  };
  app.use('/docs', swaggerUi.serve, swaggerUi.setup(undefined, options));
}
