import { Store } from './store.js';
import { useStore } from './use-store.js';

/** Where a person is: `/console/graph/stable?basearch=x86_64` is the page `graph` of the stream `stable`. */
export interface Route {
  /** Empty for the first page. */
  readonly page: string;
  /** `null` where the page is of no stream. */
  readonly stream: string | null;
  readonly query: URLSearchParams;
}

const BASE = '/console/';

const route = new Store(here());

export function useRoute(): Route {
  return useStore(route);
}

/** The address of a page; what is null or empty is left out of the query. */
export function pathTo(page: string, stream?: string | null, query: Query = {}): string {
  const names = [page, stream ?? ''].filter((name) => name !== '').map(encodeURIComponent);
  const parameters = Object.entries(query).flatMap(([key, value]) =>
    value === null || value === undefined || value === '' ? [] : [[key, String(value)]],
  );
  const search = new URLSearchParams(parameters).toString();
  return BASE + names.join('/') + (search === '' ? '' : `?${search}`);
}

export type Query = Readonly<Record<string, string | number | null | undefined>>;

/** Goes to a page of ours. `replace` leaves no step behind that "back" would lead to. */
export function go(path: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  route.set(here());
}

/** Changes the query of the page one is on, and keeps the rest of it. */
export function changeQuery(query: Query): void {
  const { page, stream, query: old } = route.value;
  go(pathTo(page, stream, { ...Object.fromEntries(old), ...query }), { replace: true });
}

/** Follows the buttons of the browser. */
export function followBrowser(): void {
  addEventListener('popstate', () => route.set(here()));
}

function here(): Route {
  const path = location.pathname.startsWith(BASE) ? location.pathname.slice(BASE.length) : '';
  const [page = '', stream = ''] = path.split('/').map(decoded);
  return { page, stream: stream === '' ? null : stream, query: new URLSearchParams(location.search) };
}

/** A stray percent sign is no reason to show nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
