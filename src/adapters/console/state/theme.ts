import { kept } from './kept.js';
import { Store } from './store.js';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const theme = new Store<Theme>('system');

export function wear(chosen: Theme): void {
  kept.write('theme', chosen === 'system' ? null : chosen);
  document.documentElement.dataset['theme'] = chosen;
  theme.set(chosen);
}

/** What was chosen the last time. */
export function wearAgain(): void {
  wear(THEMES.find((one) => one === kept.read('theme')) ?? 'system');
}
