import { quoted, type Refuse } from './refuse.js';

/** What an agent fills in by itself. @see cincinnati.md B.11 */
const TEMPLATES = ['${basearch}', '${group}', '${platform}', '${stream}'];

/**
 * The base of a server as agents are configured with it, for updates or for locks. It gets the slash at the
 * end that an agent needs to keep the last part of its path.
 */
export function readServerUrl(text: string, refuse: Refuse): string | null {
  const broken = RULES.find(({ isKept }) => !isKept(text));
  if (broken) return refuse(broken.message(text));
  return text.endsWith('/') ? text : `${text}/`;
}

/** Whether an agent would have dropped the last part of the path. @see RFC 3986 5.2.3 */
export function losesItsPath(text: string): boolean {
  return /^[^:]+:\/\/[^/]+\/.*[^/]$/.test(text);
}

/** A base with what the agent fills in; templates that are not named stay. */
export function fillTemplates(base: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((url, [name, value]) => url.replaceAll(`\${${name}}`, value), base);
}

interface Rule {
  readonly isKept: (text: string) => boolean;
  readonly message: (text: string) => string;
}

const LONGEST = 2048;
const ENDPOINT = /\/v1\/(graph|pre-reboot|steady-state)\/?$/;

/** In the order in which they are asked: each may count on those before it. */
const RULES: readonly Rule[] = [
  {
    isKept: (text) => text !== '',
    message: () => 'it is missing: give the URL that nodes reach the server at, as https://roost.example/',
  },
  {
    isKept: (text) => text.length <= LONGEST,
    message: () => `it is longer than ${LONGEST} characters: shorten it`,
  },
  {
    isKept: (text) => /^https?:\/\/[^/]/i.test(text),
    message: (text) => `expected http:// or https:// and a host; was given ${quoted(text)}`,
  },
  {
    isKept: (text) => !/^[^:]+:\/\/[^/?#]*@/.test(text),
    message: () =>
      'it holds credentials, which everybody on the node could read: leave out everything up to @',
  },
  {
    isKept: (text) => !/[?#]/.test(text),
    message: () => 'agents drop a query and a fragment: leave out everything from ? or # on',
  },
  {
    isKept: (text) => !/[{}]/.test(withoutTemplates(text)),
    message: () => `agents fill in ${TEMPLATES.join(', ')} and nothing else: leave out other braces`,
  },
  {
    isKept: (text) => !withoutTemplates(text).includes('$'),
    message: () =>
      'a dollar sign stands in templates only, as ${stream}: write them so, and for the sign itself write %24',
  },
  {
    isKept: (text) => !/%(?![0-9a-f]{2})/i.test(withoutTemplates(text)),
    message: () => 'a percent sign takes two hex digits behind it: write %25 for the sign itself',
  },
  {
    isKept: (text) => /^[\w\-.~:/@[\]!&'()*+,;=%]+$/.test(withoutTemplates(text)),
    message: (text) =>
      `it holds characters that are not of URLs: percent-encode them, write hosts with xn--; was given ${quoted(text)}`,
  },
  {
    isKept: (text) => URL.canParse(withoutTemplates(text)),
    message: (text) => `its host or port is none; was given ${quoted(text)}`,
  },
  {
    isKept: (text) => !ENDPOINT.test(text),
    message: (text) => `agents append that themselves: give the base, ${text.replace(ENDPOINT, '/')}`,
  },
];

/** As if they were filled in. */
function withoutTemplates(text: string): string {
  return TEMPLATES.reduce((rest, template) => rest.replaceAll(template, 'x'), text);
}
