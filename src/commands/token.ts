import type { TokenView } from '../adapters/http/operator/token-view.js';
import { viewMadeToken, viewToken } from '../adapters/http/operator/view-token.js';
import { epochOf, SystemClock } from '../application/clock.js';
import { ROLES, type Operator } from '../application/operator.js';
import { Snapshots } from '../application/snapshots.js';
import { isTokenName, TOKEN_NAME_RULE } from '../application/token-text.js';
import { Tokens, type TokenDraft, type WriteAsked } from '../application/tokens.js';
import { parseDuration } from '../graph/duration.js';
import {
  noArguments,
  onlyArgument,
  optionOf,
  print,
  UsageError,
  type Command,
  type CommandInput,
} from './command.js';
import { DATABASE_HELP, withStore, type OpenStore } from './with-store.js';

export const tokenCommand: Command = {
  usage:
    'create --name N --role R [--stream S]... [--expires E] [--json]\n' +
    '       roost token list [--json]\n' +
    '       roost token revoke <id> [--json]',
  help:
    `Makes, lists and revokes operators' tokens. Roles: ${ROLES.join(', ')}; each may all that those before it may.\n` +
    '--stream, as often as wanted, binds a token to streams; --expires is a time (2026-11-22T16:00:00Z) or a\n' +
    `duration from now (12h, 90d). A new token is printed once and kept nowhere. ${DATABASE_HELP}`,
  options: {
    name: { type: 'string' },
    role: { type: 'string' },
    stream: { type: 'string', multiple: true },
    expires: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(input) {
    const [action = '', ...rest] = input.positionals;
    const work = Object.hasOwn(ACTIONS, action)
      ? ACTIONS[action]?.({ ...input, positionals: rest })
      : undefined;
    if (!work) throw new UsageError('say what to do: roost token create, list or revoke');
    return withStore(async (open) => {
      await work(await tokensOn(open));
      return 0;
    });
  },
};

/** Reads what was typed before any database is opened. */
type Action = (input: CommandInput) => (tokens: Tokens) => Promise<void>;

const ACTIONS: Readonly<Record<string, Action>> = { create, list, revoke };

/** Whoever can open the database may do everything. */
const WHOEVER: Operator = {
  tokenId: 'command-line',
  name: 'roost token',
  role: 'admin',
  streams: null,
  expiresAt: null,
};
const ASKED: WriteAsked = { operator: WHOEVER, attempt: { once: null, dryRun: false }, requestId: null };

async function tokensOn({ store, tokens, writes, log }: OpenStore): Promise<Tokens> {
  const snapshots = new Snapshots(store, log);
  await snapshots.refresh();
  return new Tokens(tokens, writes, snapshots, { bootstrapToken: null }, new SystemClock());
}

function create(input: CommandInput): (tokens: Tokens) => Promise<void> {
  const draft = draftOf(input);
  return async (tokens) => {
    const made: { readonly token?: unknown } = await tokens.create(draft, ASKED, viewMadeToken);
    print(input, made, `${String(made.token)}\n`);
  };
}

function list(input: CommandInput): (tokens: Tokens) => Promise<void> {
  noArguments(input);
  refuseDraft(input);
  return async (tokens) => {
    const views = (await tokens.list(WHOEVER)).map(viewToken);
    print(input, { tokens: views }, views.map(asText).join('') || 'there are no tokens\n');
  };
}

function revoke(input: CommandInput): (tokens: Tokens) => Promise<void> {
  refuseDraft(input);
  const id = onlyArgument(input, 'id');
  return async (tokens) => {
    const view = await tokens.revoke(id, ASKED, viewToken);
    print(input, view, `revoked ${id}\n`);
  };
}

/** What says what a new token may is of no use elsewhere. */
function refuseDraft({ values }: CommandInput): void {
  const given = ['name', 'role', 'stream', 'expires'].find((option) => values[option] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} is for roost token create`);
}

function draftOf(input: CommandInput): TokenDraft {
  noArguments(input);
  const name = optionOf(input, 'name');
  if (name === undefined || !isTokenName(name)) throw new UsageError(`--name: say ${TOKEN_NAME_RULE}`);
  const role = ROLES.find((one) => one === optionOf(input, 'role'));
  if (!role) throw new UsageError(`--role: say one of ${ROLES.join(', ')}`);
  const end = optionOf(input, 'expires');
  return { name, role, streams: streamsOf(input), expiresAt: end === undefined ? null : endOf(end) };
}

function streamsOf({ values }: CommandInput): readonly string[] | null {
  const given = values['stream'];
  return Array.isArray(given) ? given.map(String) : null;
}

function endOf(text: string): number {
  const minutes = parseDuration(text);
  const end = minutes === null ? epochOf(text) : new SystemClock().now() + minutes * 60;
  if (end !== null) return end;
  throw new UsageError('--expires: say a time like 2026-11-22T16:00:00Z, or a duration like 90d');
}

function asText({ id, name, role, streams, expires_at: end, last_used_at: used }: TokenView): string {
  const rights = `${role} of ${streams?.join(', ') ?? 'all streams'}`;
  return `${id}  ${name}: ${rights}, expires ${end ?? 'never'}, last used ${used ?? 'never'}\n`;
}
