/** Words of the language that stand where a metric could. */
const KEYWORDS = new Set(['and', 'or', 'unless', 'offset', 'bool', 'on', 'by', 'without', 'ignoring']);

/** The names of metrics in an expression: every word that is neither label, function nor keyword. */
export function metricsIn(expression: string): readonly string[] {
  const bare = expression
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replaceAll(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ');
  const words = [...bare.matchAll(/(?<![\w:.$])[a-zA-Z_:][\w:]*(?!\w|\s*\()/g)].map(([word]) => word);
  return [...new Set(words)].filter((word) => !KEYWORDS.has(word));
}
