/** Of the page Rollouts. */
export const ROLLOUTS_TEXTS = {
  title: { en: 'Rollouts', zh: '灰度发布' },
} as const;
