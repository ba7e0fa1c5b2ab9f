import { useCallback } from 'preact/hooks';
import { useLanguage } from '../state/language.js';
import { textIn, type TextKey, type Values } from './texts.js';

export type Say = (key: TextKey, values?: Values) => string;

/** Says the console's texts in the language that was chosen. */
export function useSay(): Say {
  const spoken = useLanguage();
  return useCallback((key, values) => textIn(spoken, key, values), [spoken]);
}
