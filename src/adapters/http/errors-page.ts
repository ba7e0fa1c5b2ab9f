import { PROBLEM_KINDS } from '../../graph/problem.js';
import { statusOf } from './problem-response.js';
import { TITLES } from './problem-titles.js';

/** What `type` of an error of operators points to: each kind, what it means and the way out. */
export function errorsPage(): string {
  const rows = PROBLEM_KINDS.map((kind) => {
    const [title, wayOut] = TITLES[kind];
    const code = wayOut.replace(/`([^`]+)`/g, '<code>$1</code>');
    return `<tr id="${kind}"><th scope="row"><code>${kind}</code></th><td>${statusOf(kind)}</td><td>${title}</td><td>${code}</td></tr>`;
  });
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Roost: errors</title>
<link rel="icon" href="data:,">
<style>${ERRORS_STYLE}</style></head>
<body><h1>Errors</h1>
<p>Operators get them as <code>application/problem+json</code>, everybody else as <code>{"kind","value"}</code>.</p>
<table><thead><tr><th>Kind</th><th>Status</th><th>What it means</th><th>The way out</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></body></html>
`;
}

/** What the page wears. */
export const ERRORS_STYLE = `
  :root { color-scheme: light dark }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; vertical-align: top; padding: .4rem .8rem; border-bottom: 1px solid #8886 }
  tr:target { background: #fd06 }
`;
