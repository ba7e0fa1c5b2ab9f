/** Of the page Tokens. */
export const TOKENS_TEXTS = {
  title: { en: 'Tokens', zh: '令牌' },
} as const;
