/** A part of a disc around nothing, from the top clockwise, as the `d` of an SVG path. @param share 0 to 1 */
export function pie(share: number, radius: number): string {
  if (share <= 0) return '';
  if (share >= 1) return `M0 ${-radius}A${radius} ${radius} 0 1 1 -0.01 ${-radius}Z`;
  const angle = 2 * Math.PI * share;
  const [x, y] = [round(radius * Math.sin(angle)), round(-radius * Math.cos(angle))];
  return `M0 0V${-radius}A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${x} ${y}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
