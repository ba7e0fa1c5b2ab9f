import { vi } from 'vitest';

/** What a request was, and what it is answered with. */
export type Answerer = (path: string, init: RequestInit) => Response | Promise<Response>;

/** As much of a browser as asking takes; answers come from the test. */
export function fakeBrowser(answer: Answerer): void {
  const listeners = { addEventListener: () => undefined, removeEventListener: () => undefined };
  vi.stubGlobal('document', { hidden: false, documentElement: { lang: '' }, ...listeners });
  vi.stubGlobal('navigator', { language: 'en-GB' });
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => Promise.resolve(answer(path, init)));
}

export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(status === 304 ? null : JSON.stringify(body), { status, headers });
}

export function tokenIn({ headers }: RequestInit): string | null {
  return new Headers(headers).get('Authorization')?.replace('Bearer ', '') ?? null;
}
