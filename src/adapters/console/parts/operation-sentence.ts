import { percent } from './figures.js';
import { epochOf, localOf } from './moment.js';
import type { Language } from '../texts/languages.js';
import { ROLES } from '../state/session.js';
import { OPERATION_TEXTS } from '../texts/operation-texts.js';
import { textIn, type Values } from '../texts/texts.js';

/** An operation as the audit has it: `op`, and the fields that were asked with it. */
export type Done = Readonly<Record<string, unknown>>;

/** A sentence, and beside it what was asked for more exactly; that is empty where nothing was. */
export interface Sentence {
  readonly main: string;
  readonly details: string;
}

/** What was done, in a sentence; what nobody knows here is said by its name. */
export function sentenceOf(done: Done, spoken: Language): Sentence {
  const op = OPS.find((known) => known === done['op']) ?? 'other';
  const values = {
    op: textOf(done['op']),
    version: textOf(done['version']),
    revision: textOf(done['revision']),
    id: textOf(done['id']),
    name: textOf(done['name'] ?? done['id']),
  };
  const said = (key: Detail, given: Values) => textIn(spoken, `operation.${key}`, given);
  const details = detailsOf(done, { spoken, said });
  return {
    main: textIn(spoken, `operation.${op}`, values).trim(),
    details: details.join(spoken === 'zh' ? '\uff0c' : ', '),
  };
}

/** Why it was done, as it stands in the operation itself; empty where nobody said. */
export function reasonIn(done: Done): string {
  return textOf(done['reason']);
}

const OPS = [
  ...['publish_release', 'add_payloads', 'retire_release', 'set_barrier', 'clear_barrier'],
  ...['set_deadend', 'clear_deadend', 'set_rollout', 'withdraw_rollout', 'pause_rollout'],
  ...['resume_rollout', 'finish_rollout', 'add_payload_alias', 'remove_payload_alias', 'restore'],
  ...['import_documents', 'accept_source', 'create_stream', 'describe_stream', 'delete_stream'],
  ...['create_token', 'revoke_token'],
] as const;

type Detail = keyof typeof OPERATION_TEXTS;

interface Voice {
  readonly spoken: Language;
  readonly said: (key: Detail, values: Values) => string;
}

/** The fields of every operation mean the same wherever they stand. */
function detailsOf(done: Done, voice: Voice): readonly string[] {
  return [
    ...payloadDetails(done, voice),
    ...rolloutDetails(objectIn(done['rollout']) ?? done, voice),
    ...barrierDetails(objectIn(done['barrier']), voice),
    ...pauseDetails(done, voice),
    ...importDetails(done, voice),
    ...profileDetails(done, voice),
    ...tokenDetails(done, voice),
  ];
}

function payloadDetails(done: Done, { said }: Voice): readonly string[] {
  const payloads = [done, ...listIn(done['payloads'])].map((one) => textOf(objectIn(one)?.['basearch']));
  const basearches = [...new Set(payloads.filter((name) => name !== ''))];
  return basearches.length === 0 ? [] : [said('onBasearches', { basearches: basearches.join(' ') })];
}

function rolloutDetails(draft: Done, { spoken, said }: Voice): readonly string[] {
  const { start, duration, start_fraction: fraction, basearches } = draft;
  const details: string[] = [];
  if (start === 'now') details.push(said('atOnce', {}));
  else if (typeof start === 'string') details.push(said('from', { at: timeOf(start, spoken) }));
  if (typeof duration === 'string') details.push(said('over', { duration }));
  if (typeof fraction === 'number' && fraction > 0)
    details.push(said('beginningWith', { share: percent(fraction) }));
  if (Array.isArray(basearches)) details.push(said('only', { basearches: namesIn(basearches) }));
  return details;
}

function barrierDetails(draft: Done | null, { said }: Voice): readonly string[] {
  return draft === null ? [] : [said('asBarrier', { reason: textOf(draft['reason']) })];
}

function pauseDetails(done: Done, { spoken, said }: Voice): readonly string[] {
  const { public_reason: reason, review_at: at } = done;
  return [
    ...(typeof reason === 'string' ? [said('saidToAll', { reason })] : []),
    ...(typeof at === 'string' ? [said('reviewAt', { at: timeOf(at, spoken) })] : []),
  ];
}

function importDetails({ releases, confirm }: Done, { said }: Voice): readonly string[] {
  return [
    ...(typeof releases === 'number' ? [said('releases', { count: releases })] : []),
    ...(Array.isArray(confirm) && confirm.length > 0 ? [said('confirmed', { codes: namesIn(confirm) })] : []),
  ];
}

function profileDetails(
  { aliases, description, state, source }: Done,
  { spoken, said }: Voice,
): readonly string[] {
  const hasAliases = Array.isArray(aliases) && aliases.length > 0;
  const hasDescription = typeof description === 'string' && description !== '';
  return [
    ...(hasAliases ? [said('aliases', { names: namesIn(aliases) })] : []),
    ...(hasDescription ? [said('description', { text: description })] : []),
    ...(typeof state === 'string' ? [said('state', { state: stateIn(state, spoken) })] : []),
    ...(source === 'managed' ? [said('takenOver', {})] : []),
  ];
}

function tokenDetails({ role, streams, expires_at: end }: Done, { spoken, said }: Voice): readonly string[] {
  return [
    ...(typeof role === 'string' ? [said('role', { role: roleIn(role, spoken) })] : []),
    ...(Array.isArray(streams) ? [said('streams', { names: namesIn(streams) })] : []),
    ...(typeof end === 'string' ? [said('expires', { at: timeOf(end, spoken) })] : []),
  ];
}

const STATES = ['active', 'frozen', 'eol'] as const;

/** By the word that stands on the board. */
function stateIn(state: string, spoken: Language): string {
  const known = STATES.find((one) => one === state);
  return known === undefined ? state : textIn(spoken, `streams.state_${known}`);
}

function roleIn(role: string, spoken: Language): string {
  const known = ROLES.find((one) => one === role);
  return known === undefined ? role : textIn(spoken, `app.role_${known}`);
}

function timeOf(time: string, spoken: Language): string {
  const epoch = epochOf(time);
  return Number.isNaN(epoch) ? time : localOf(epoch, spoken);
}

function namesIn(list: readonly unknown[]): string {
  return list.map(textOf).join(' ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectIn(value: unknown): Done | null {
  return typeof value === 'object' && value !== null ? { ...value } : null;
}
