import type { Express, Request, Response, NextFunction } from 'express';
import { Problem } from '../../../graph/problem.js';
import { chooseCoding } from '../agent/content-coding.js';
import { consolePolicy } from '../page-policy.js';
import type { ConsoleFile } from './console-file.js';
import type { BuiltConsole } from './read-console.js';

/** Paths of the console, for whoever tells a wrong method from a wrong path. */
export const CONSOLE_PATHS = {
  '/console': { get: {} },
  '/console/': { get: {} },
  '/console/{+path}': { get: {} },
};

export const NOT_BUILT = 'the console was not built together with this server: npm run build does it';

/**
 * Serves the console at /console/: its files by their names, and its page at every other path, because the page
 * itself reads from the path what to show. `null`, when it was not built, is said to who asks.
 */
export function serveConsole(express: Express, built: BuiltConsole | null): void {
  express.get('/console', (_request, response) => response.redirect('/console/'));
  express.get(BELOW, async (request: Request, response: Response, next: NextFunction) => {
    if (!built) throw new Problem('not_found', NOT_BUILT);
    const name = request.path.slice('/console/'.length);
    const file = built.files.get(name) ?? (isPageName(name) ? built.page : undefined);
    if (!file) return next();
    return send(file, request, response);
  });
}

const BELOW = /^\/console\//;

/** A page is a word, and whatever stands behind it: names of streams and versions have dots. */
function isPageName(name: string): boolean {
  return /^([a-z-]+(\/.*)?)?$/.test(name) && !name.startsWith('assets/');
}

async function send(file: ConsoleFile, request: Request, response: Response): Promise<void> {
  const { bytes, headers } = await file.form(chooseCoding(request.headers['accept-encoding']));
  if (file.isPage) response.setHeader('Content-Security-Policy', consolePolicy());
  response.set(headers).send(bytes);
}
