import { EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { Problem } from '../../graph/problem.js';

/** What the variables of the same names say: a URL, or a host with its port; empty or absent for nothing. */
export interface ProxySettings {
  readonly httpProxy?: string | undefined;
  readonly httpsProxy?: string | undefined;
  /** Hosts that are asked directly, with the hosts below them; `*` for all. */
  readonly noProxy?: string | undefined;
}

/** The ways to other servers. */
export class HttpProxies {
  readonly #proxies: Readonly<Record<string, Proxy>>;
  readonly #noProxy: string;

  /** @throws Problem `source_unreadable` */
  constructor({ httpProxy = '', httpsProxy = '', noProxy = '' }: ProxySettings) {
    this.#proxies = {
      'http:': readProxy('HTTP_PROXY', httpProxy),
      'https:': readProxy('HTTPS_PROXY', httpsProxy),
    };
    this.#noProxy = noProxy;
  }

  /** For requests to one origin; the signal closes what it has opened. */
  dispatcherTo({ protocol }: URL, signal: AbortSignal): Dispatcher {
    const href = this.#proxies[protocol]?.href ?? '';
    // Who connects keeps the time, for all of the way at once: undici would give each step its own.
    const connect = { timeout: 0, signal };
    return new EnvHttpProxyAgent({
      // An empty text: undefined would have undici look into the environment, and without a proxy for https
      // it takes the one for http, which nobody else does.
      httpProxy: href,
      httpsProxy: href,
      noProxy: this.#noProxy,
      // Many proxies let CONNECT through to port 443 only.
      proxyTunnel: false,
      connect,
      proxyTls: connect,
      requestTls: connect,
    });
  }

  /** Which setting may have a say in how a URL is reached, for people; empty where none is set. */
  hintFor({ protocol }: URL): string {
    const { name, origin } = this.#proxies[protocol] ?? NO_PROXY;
    return origin && ` (${name} is ${origin})`;
  }
}

/** A sentence for each setting that is none. */
export function faultsOfProxies(proxies: ProxySettings): readonly string[] {
  try {
    new HttpProxies(proxies);
    return [];
  } catch (error) {
    if (error instanceof Problem) return [error.value];
    throw error;
  }
}

interface Proxy {
  readonly name: string;
  readonly href: string;
  /** Without credentials. */
  readonly origin: string;
}

const NO_PROXY: Proxy = { name: '', href: '', origin: '' };

function readProxy(name: string, text: string): Proxy {
  if (text === '') return NO_PROXY;
  const href = text.includes('://') ? text : `http://${text}`;
  if (/^https?:/i.test(href) && URL.canParse(href)) return { name, href, origin: new URL(href).origin };
  // What stands there may hold a password, so it is not repeated.
  throw new Problem('source_unreadable', `${name}: expected the URL of an HTTP proxy, as http://proxy:3128`);
}
