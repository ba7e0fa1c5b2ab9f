/** Of the page Publish. */
export const PUBLISH_TEXTS = {
  title: { en: 'Publish', zh: '发布' },
} as const;
