/** How long rollouts often take, as the API takes it. */
export const SUGGESTED_LENGTHS: readonly string[] = ['6h', '24h', '48h', '3d', '7d'];
