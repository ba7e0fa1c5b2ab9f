/**
 * A share of the fleet, in percent with at most one decimal, never rounded up to everybody or down to nobody.
 * @param share 0 (nobody) to 1 (everybody)
 */
export function percent(share: number): string {
  const tenths = Math.min(Math.max(Math.round(share * 1000), share > 0 ? 1 : 0), share < 1 ? 999 : 1000);
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)} %`;
}
