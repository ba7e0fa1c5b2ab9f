/** Of the page Explain. */
export const EXPLAIN_TEXTS = {
  title: { en: 'Explain', zh: '解释' },
} as const;
