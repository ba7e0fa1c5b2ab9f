/** Of the page History. */
export const HISTORY_TEXTS = {
  title: { en: 'History', zh: '历史' },
} as const;
