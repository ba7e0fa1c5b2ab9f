import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Express, RequestHandler } from 'express';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ERRORS_STYLE, errorsPage } from './errors-page.js';
import { EXPLORER_POLICY, pagePolicy } from './page-policy.js';

/** Serves the document and, at /docs, a page to read it and try it out. */
export function serveExplorer(app: NestExpressApplication, document: OpenAPIObject): void {
  const express: Express = app.getHttpAdapter().getInstance();
  express.get('/openapi.json', answer('application/json; charset=utf-8', JSON.stringify(document)));
  express.get('/docs', (_request, response) => response.redirect('/docs/'));
  express.get('/docs/errors', page(errorsPage(), pagePolicy({ style: ERRORS_STYLE, hasForm: false })));
  express.get('/docs/', page(PAGE, EXPLORER_POLICY));
  express.get('/docs/explorer.js', answer(SCRIPT_TYPE, SCRIPT));
  express.get('/docs/explorer.css', answer(STYLE_TYPE, STYLE));
  express.get('/docs/swagger-ui-bundle.js', answer(SCRIPT_TYPE, fileOf('swagger-ui-bundle.js')));
  express.get('/docs/swagger-ui.css', answer(STYLE_TYPE, fileOf('swagger-ui.css')));
  express.get('/docs/favicon-32x32.png', answer('image/png', fileOf('favicon-32x32.png')));
}

/** Paths that are not part of the described interface, but there. */
export const PAGES = {
  ...{ '/openapi.json': { get: {} }, '/docs': { get: {} }, '/docs/': { get: {} } },
  ...{ '/docs/errors': { get: {} }, '/docs/node-config': { get: {} } },
  ...{ '/docs/explorer.js': { get: {} }, '/docs/explorer.css': { get: {} } },
  ...{ '/docs/swagger-ui-bundle.js': { get: {} }, '/docs/swagger-ui.css': { get: {} } },
  ...{ '/docs/favicon-32x32.png': { get: {} } },
};

/** Only files that are named can be had, and all who read slowly share the same bytes. */
function answer(type: string, content: string | Buffer): RequestHandler {
  const bytes = Buffer.from(content);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const headers = { 'Content-Type': type, ETag: etag, 'Cache-Control': 'no-cache' };
  return (_request, response) => response.set(headers).send(bytes);
}

function page(html: string, policy: string): RequestHandler {
  const send = answer('text/html; charset=utf-8', html);
  return (request, response, next) => {
    response.setHeader('Content-Security-Policy', policy);
    return send(request, response, next);
  };
}

function fileOf(name: string): Buffer {
  return readFileSync(createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`));
}

const SCRIPT_TYPE = 'text/javascript; charset=utf-8';
const STYLE_TYPE = 'text/css; charset=utf-8';

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Roost API</title>
<link rel="icon" type="image/png" href="favicon-32x32.png">
<link rel="stylesheet" href="swagger-ui.css"><link rel="stylesheet" href="explorer.css"></head>
<body><div id="explorer"></div>
<script src="swagger-ui-bundle.js"></script><script src="explorer.js"></script></body></html>
`;

const SCRIPT = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#explorer',
  deepLinking: true,
  tryItOutEnabled: true,
  // Nobody else is told of this server.
  validatorUrl: 'none',
});
`;

const STYLE = `body { margin: 0; background: #fafafa }
`;
