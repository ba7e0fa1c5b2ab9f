import { percent } from '../parts/figures.js';
import { epochOf, localOf } from '../parts/moment.js';
import type { Language } from '../texts/languages.js';
import { textIn } from '../texts/texts.js';

/** The name of a field in words: `rollout.start_fraction`, `payload x86_64 oci`. What nobody knows here stays as it is. */
export function fieldName(field: string, spoken: Language): string {
  return field.split(/[. ]/).map(said).join(' \u00b7 ');

  function said(part: string): string {
    const word = WORDS.find((known) => known === part);
    return word === undefined ? part : textIn(spoken, `field.${word}`);
  }
}

/** What is in a field, as people say it. @param value as the API has it */
export function fieldValue(field: string, value: string, spoken: Language): string {
  const last = field.split('.').at(-1) ?? '';
  if (SHARES.includes(last)) return shareOf(value);
  if (TIMES.includes(last)) return timeOf(value, spoken);
  const word = NAMED.includes(last) ? VALUES.find((known) => known === value) : undefined;
  return word === undefined ? value : textIn(spoken, `field.is_${word}`);
}

const WORDS = [
  ...['payload', 'payload_alias', 'basearch', 'scheme', 'metadata', 'barrier', 'deadend', 'rollout'],
  ...['rollout_withdrawn', 'retired', 'reason', 'basearches', 'origin', 'state', 'throttle', 'start'],
  ...['end', 'duration', 'duration_minutes', 'start_fraction', 'pause', 'since', 'public_reason'],
  ...['review_at'],
] as const;
const SHARES: readonly string[] = ['throttle', 'start_fraction'];
const TIMES: readonly string[] = ['start', 'end', 'since', 'review_at'];
const NAMED: readonly string[] = ['state', 'origin', 'rollout_withdrawn'];
const VALUES = ['scheduled', 'active', 'paused', 'finished', 'source', 'local', 'true'] as const;

function shareOf(value: string): string {
  const share = Number(value);
  return Number.isNaN(share) ? value : percent(share);
}

function timeOf(value: string, spoken: Language): string {
  const epoch = epochOf(value);
  return Number.isNaN(epoch) ? value : localOf(epoch, spoken);
}
