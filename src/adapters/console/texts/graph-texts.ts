/** Of the page Graph. */
export const GRAPH_TEXTS = {
  title: { en: 'Graph', zh: '更新图' },
} as const;
