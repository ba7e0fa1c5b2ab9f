import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { answerWell, closeAll, INDEX, outcomeOf, serving, sourceAt } from './http-servers.js';

afterEach(closeAll);

const STATUSES = [301, 302, 303, 307, 308];

/** Sends on to what the function says. */
function redirecting(status: number, to: (url: string) => string): RequestListener {
  return ({ url = '' }, response) => response.writeHead(status, { Location: to(url) }).end('go there');
}

/** `/3/x` leads to `/2/x`, and so on to `/0/x`, which is `/x`. */
const countdown: RequestListener = (request, response) => {
  const [, left = '', path = ''] = /^\/(\d+)(\/.*)$/.exec(request.url ?? '') ?? [];
  if (left !== '0') return redirecting(302, () => `/${Number(left) - 1}${path}`)(request, response);
  request.url = path;
  answerWell(request, response);
};

describe('a redirect', () => {
  test.each(STATUSES)('with %i is followed', async (status) => {
    const there = await serving(answerWell);
    const here = await serving(redirecting(status, (url) => there.url + url));
    expect(await outcomeOf(sourceAt(here.url))).toBe('well');
    expect(there.asked.sort()).toEqual(here.asked.sort());
    expect([await here.left(), await there.left()]).toEqual([0, 0]);
  });

  test('is followed five times', async () => {
    const { url } = await serving(countdown);
    expect(await outcomeOf(sourceAt(`${url}/5`))).toBe('well');
    const outcome = await outcomeOf(sourceAt(`${url}/6`));
    expect(outcome).toBe(`document_unreadable: ${url}/6${INDEX}: is redirected more than 5 times`);
  });

  test('in a circle comes to an end', async () => {
    const server = await serving(redirecting(302, (url) => url));
    expect(await outcomeOf(sourceAt(server.url))).toContain('is redirected more than 5 times');
    expect([server.asked.length, await server.left()]).toEqual([12, 0]);
  });

  test.each([
    ['', 'answered 302 without a place to go to'],
    ['http://', 'answered 302 without a place to go to'],
    ['ftp://example.com/x', 'is redirected from http: to ftp:'],
  ])('to "%s" is refused', async (location, reason) => {
    const { url } = await serving(redirecting(302, () => location));
    expect(await outcomeOf(sourceAt(url))).toBe(`document_unreadable: ${url}${INDEX}: ${reason}`);
  });

  test.each([
    [404, 'answered 404'],
    [200, 'came in the content coding "zip"'],
  ])('that ends with a failure says where: %i', async (status, reason) => {
    const there = await serving((_, response) =>
      response.writeHead(status, { 'Content-Encoding': 'zip' }).end(),
    );
    const { url } = await serving(redirecting(302, () => `${there.url}/secret?token=x`));
    const outcome = await outcomeOf(sourceAt(url));
    expect(outcome).toBe(`document_unreadable: ${url}${INDEX} (redirected to ${there.url}): ${reason}`);
  });
});

describe('credentials in the URL', () => {
  const seen: Record<string, string | undefined> = {};
  const noting =
    (name: string, next: RequestListener): RequestListener =>
    (request, response) => {
      seen[name] = request.headers.authorization;
      next(request, response);
    };

  test.each([
    ['me:secret', 'me:secret'],
    ['me:s%40fe%C3%A9', 'me:s@feé'],
    ['me', 'me:'],
    [':secret', ':secret'],
    ['m%e:100%', 'm%e:100%'],
  ])('%s go to that server as Basic', async (userinfo, credentials) => {
    const { host } = await serving(noting('here', answerWell));
    expect(await outcomeOf(sourceAt(`http://${userinfo}@${host}`))).toBe('well');
    expect(seen['here']).toBe(`Basic ${Buffer.from(credentials).toString('base64')}`);
  });

  test('go nowhere else, and nowhere into what is said', async () => {
    const there = await serving(noting('there', (_, response) => response.writeHead(500).end()));
    const to = (url: string): string => `http://you:other@${there.host}${url}`;
    const { host } = await serving(noting('here', redirecting(302, to)));
    const outcome = await outcomeOf(sourceAt(`http://me:secret@${host}`));
    expect(outcome).toBe(
      `document_unreadable: http://${host}${INDEX} (redirected to ${there.url}): answered 500`,
    );
    expect(seen).toMatchObject({ here: `Basic ${btoa('me:secret')}`, there: undefined });
  });

  test('stand in none of the causes of a failure', async () => {
    const { host } = await serving((request) => request.socket.destroy());
    const source = sourceAt(`http://me:secret@${host}`);
    const failure: unknown = await source.read('stable').catch((error: unknown) => error);
    const all: string[] = [];
    for (let at = failure; at instanceof Error; at = at.cause) all.push(at.stack ?? '', JSON.stringify(at));
    expect(all.length).toBeGreaterThan(2);
    expect(all.join()).not.toMatch(/secret|bWU6/);
  });
});
