/** A page of the console as it is looked at. */
export interface Shot {
  readonly name: string;
  /** Below /console/. */
  readonly path: string;
  /** Whether somebody has signed in: an admin, who sees everything. */
  readonly signedIn: boolean;
}

/** Every page of the console; a new page, or a state of one that has an address, is a row. */
export const SHOTS: readonly Shot[] = [
  { name: 'streams', path: '', signedIn: true },
  { name: 'streams-anonymous', path: '', signedIn: false },
  { name: 'graph', path: 'graph/stable', signedIn: true },
  { name: 'graph-edge', path: 'graph/edge', signedIn: true },
  { name: 'rollouts', path: 'rollouts/stable', signedIn: true },
  { name: 'rollouts-paused', path: 'rollouts/2403-LTS', signedIn: true },
  { name: 'publish', path: 'publish/stable', signedIn: true },
  { name: 'explain', path: 'explain', signedIn: false },
  { name: 'history', path: 'history/stable', signedIn: true },
  { name: 'tokens', path: 'tokens', signedIn: true },
  { name: 'no-such-page', path: 'nothing', signedIn: false },
];

/** What a person has before them. */
export const LOOKS = {
  light: { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light', isMobile: true, hasTouch: true },
  chinese: { viewport: { width: 1440, height: 900 }, colorScheme: 'light', locale: 'zh-CN' },
} as const;

export const LOOK_NAMES = ['light', 'dark', 'phone', 'chinese'] as const;
