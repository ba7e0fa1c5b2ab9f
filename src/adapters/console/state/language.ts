import { LANGUAGES, TAGS, type Language } from '../texts/languages.js';
import { kept } from './kept.js';
import { Store } from './store.js';
import { useStore } from './use-store.js';

export const language = new Store<Language>(initial());

export function speak(chosen: Language): void {
  kept.write('language', chosen);
  language.set(chosen);
  document.documentElement.lang = TAGS[chosen];
}

export function useLanguage(): Language {
  return useStore(language);
}

function initial(): Language {
  const chosen = LANGUAGES.find((one) => one === kept.read('language'));
  const found = chosen ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');
  document.documentElement.lang = TAGS[found];
  return found;
}
