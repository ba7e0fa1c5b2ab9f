import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Router, type Express, type RequestHandler } from 'express';
import { createHash } from 'node:crypto';
import swaggerUi from 'swagger-ui-express';
import { ERRORS_STYLE, errorsPage } from './errors-page.js';
import { explorerPolicy, pagePolicy } from './page-policy.js';

/** Serves the document and, at /docs, a page to read it and try it out. */
export function serveExplorer(app: NestExpressApplication, document: OpenAPIObject): void {
  const express: Express = app.getHttpAdapter().getInstance();
  express.get('/openapi.json', answer('application/json; charset=utf-8', JSON.stringify(document)));
  express.get('/docs', (_request, response) => response.redirect('/docs/'));
  express.get('/docs/errors', page(errorsPage(), pagePolicy({ style: ERRORS_STYLE, hasForm: false })));
  const html = explorerPage();
  express.get('/docs/', page(html, explorerPolicy(stylesIn(html))));
  express.use('/docs', namedFiles());
}

const FILES = [
  ...['swagger-ui-bundle.js', 'swagger-ui-standalone-preset.js', 'swagger-ui-init.js', 'swagger-ui.css'],
  ...['favicon-16x16.png', 'favicon-32x32.png'],
];

/** Paths that are not part of the described interface, but there. */
export const PAGES = Object.fromEntries(
  ['/openapi.json', '/docs', '/docs/', '/docs/errors', '/docs/node-config']
    .concat(FILES.map((name) => `/docs/${name}`))
    .map((path) => [path, { get: {} }]),
);

/** The page of swagger-ui-express without the one style that stands in an attribute, which no policy can name. */
function explorerPage(): string {
  const html = swaggerUi.generateHTML(undefined, {
    customSiteTitle: 'Roost API',
    customCss: 'body > svg { position: absolute; width: 0; height: 0 }',
    swaggerUrl: '/openapi.json',
    // Nobody else is told of this server.
    // The other layout writes a style of its own into the page.
    swaggerOptions: { tryItOutEnabled: true, validatorUrl: 'none', layout: 'BaseLayout' },
  });
  return html.replace(/(<svg [^>]*?) style="[^"]*"/, '$1');
}

function stylesIn(html: string): readonly string[] {
  return [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = '']) => style);
}

/** Only files that are named can be had. */
function namedFiles(): Router {
  const router = Router();
  router.use(
    (request, _response, next) => next(FILES.includes(request.path.slice(1)) ? undefined : 'router'),
    ...swaggerUi.serve,
  );
  return router;
}

/** All who read slowly share the same bytes. */
function answer(type: string, content: string): RequestHandler {
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
