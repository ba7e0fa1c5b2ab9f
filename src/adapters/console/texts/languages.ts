export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** As browsers and servers name them. */
export const TAGS = { en: 'en', zh: 'zh-CN' } as const;
