import type { Language } from './languages.js';
import { APP_TEXTS } from './app-texts.js';
import { CHANGE_TEXTS } from './change-texts.js';
import { EXPLAIN_TEXTS } from './explain-texts.js';
import { FIELD_TEXTS } from './field-texts.js';
import { GRAPH_TEXTS } from './graph-texts.js';
import { HISTORY_TEXTS } from './history-texts.js';
import { OPERATION_TEXTS } from './operation-texts.js';
import { PUBLISH_TEXTS } from './publish-texts.js';
import { ROLLOUTS_TEXTS } from './rollouts-texts.js';
import { TOKENS_TEXTS } from './tokens-texts.js';
import { STREAMS_TEXTS } from './streams-texts.js';

/** A text in every language; `{name}` stands for a value. */
export type Text = Readonly<Record<Language, string>>;

/** Every text of the console, by page: a language that lacks one is an error of the compiler. */
export const TEXTS = {
  app: APP_TEXTS,
  change: CHANGE_TEXTS,
  streams: STREAMS_TEXTS,
  graph: GRAPH_TEXTS,
  rollouts: ROLLOUTS_TEXTS,
  publish: PUBLISH_TEXTS,
  explain: EXPLAIN_TEXTS,
  history: HISTORY_TEXTS,
  operation: OPERATION_TEXTS,
  field: FIELD_TEXTS,
  tokens: TOKENS_TEXTS,
} as const satisfies Readonly<Record<string, Readonly<Record<string, Text>>>>;

type Tables = typeof TEXTS;

/** As `streams.title`. */
export type TextKey = { [S in keyof Tables]: `${S}.${keyof Tables[S] & string}` }[keyof Tables];

export type Values = Readonly<Record<string, string | number>>;

/** A text with its values put in; a value that was not given stays as its name, so that it is seen. */
export function textIn(spoken: Language, key: TextKey, values: Values = {}): string {
  const text = BY_KEY.get(key)?.[spoken] ?? key;
  return text.replace(/\{(\w+)\}/g, (name, key: string) => String(values[key] ?? name));
}

const BY_KEY: ReadonlyMap<string, Text> = new Map(
  Object.entries(TEXTS).flatMap(([section, table]) =>
    Object.entries(table).map(([name, text]) => [`${section}.${name}`, text] as const),
  ),
);
