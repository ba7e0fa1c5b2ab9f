/** A Markdown table with its columns aligned, as a formatter would leave it. @param lines the titles first */
export function markdownTable(lines: readonly (readonly string[])[]): string {
  const [titles = [], ...rows] = lines;
  const widths = titles.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)));
  const all = [titles, widths.map((width) => '-'.repeat(width)), ...rows];
  return all
    .map((line) => `| ${widths.map((width, column) => (line[column] ?? '').padEnd(width)).join(' | ')} |`)
    .join('\n');
}

/** A number as people want it: three digits that count, or all before the point. Nothing for what is not there. */
export function shown(value: number | string | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return '?';
  const digits = Math.abs(value) >= 1 ? Math.floor(Math.log10(Math.abs(value))) + 1 : 1;
  return value.toFixed(Number.isInteger(value) ? 0 : Math.max(0, 3 - digits));
}
