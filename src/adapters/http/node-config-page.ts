import { butane } from '../../application/node-config/butane.js';
import { DROP_IN_PATH, dropIn } from '../../application/node-config/drop-in.js';
import { ignition } from '../../application/node-config/ignition.js';
import type { OptionTexts, NodeConfig, OptionFault } from '../../application/node-config/node-config.js';
import type { Remark } from '../../application/node-config/remarks.js';
import { Markup, markup } from './markup.js';
import { nodeConfigForm } from './node-config-form.js';

/** What was asked for, and what came of it. */
export interface NodeConfigAnswer {
  readonly asked: OptionTexts;
  readonly stream: string;
  /** `null` where nothing was asked for yet. */
  readonly outcome: Outcome | null;
}

interface Outcome {
  /** `null` where there are faults. */
  readonly config: NodeConfig | null;
  readonly faults: readonly OptionFault[];
  readonly remarks: readonly Remark[];
}

/** A form, what it makes, and its traps: without a script, as a page may not bring any. */
export function nodeConfigPage({ asked, stream, outcome }: NodeConfigAnswer): string {
  return markup`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Roost: point a node here</title><link rel="icon" href="data:,">
${STYLE}</head>
<body><h1>Point a node here</h1>
<p>Makes the drop-in <code>${DROP_IN_PATH}</code>, which tells Zincati where to ask for updates.
Whatever is left empty stays as the node has it.</p>
${nodeConfigForm({ asked, stream, faults: outcome?.faults ?? [] })}
${outcome?.config ? made(outcome.config, outcome.remarks) : null}
${TRAPS}
</body></html>
`.text;
}

function made(config: NodeConfig, remarks: readonly Remark[]): Markup {
  const content = dropIn(config);
  return markup`<section id="made"><h2>For the node</h2>
${remarks.length > 0 ? markup`<ul class="remarks">${remarks.map(remark)}</ul>` : null}
<h3>As the file <code>${DROP_IN_PATH}</code></h3>
<p>On a node that runs: write it, then <code>systemctl restart zincati.service</code>.</p>
<pre id="toml" tabindex="0">${content}</pre>
<h3>As Butane</h3>
<pre id="butane" tabindex="0">${butane(content)}</pre>
<h3>As Ignition 3</h3>
<pre id="ignition" tabindex="0">${ignition(content)}</pre></section>`;
}

function remark({ level, option, message }: Remark): Markup {
  const about = option === null ? null : markup`<code>${option}</code>: `;
  return markup`<li class="${level}"><b>${level}</b> ${about}${message}</li>`;
}

const TRAPS = markup`<section><h2>Traps</h2>
<ul>
<li><b>The slash at the end.</b> Without one an agent drops the last part of a path:
<code>https://host/roost</code> is asked at <code>https://host/v1/graph</code>. It is added here.</li>
<li><b>HTTPS.</b> Nothing else protects a node from a wrong graph: over plain HTTP anybody on the way can offer it
any update, or keep it from all.</li>
<li><b>An alias of a stream.</b> A node compares the name of the stream in the image that it has downloaded with that in
its own, and throws the update away if they differ. An alias is right only where the images carry the alias's name.</li>
<li><b>Other drop-ins.</b> Of all that say the same thing the last one by its file's name wins, in
<code>/usr/lib</code>, <code>/run</code> or <code>/etc</code>. Windows of <code>periodic</code> add up instead.</li>
<li><b>Ignition and Butane count at the first boot only.</b> On nodes that have booted before, write the file.</li>
<li><b>A lock server that cannot be reached</b> keeps nodes from rebooting, and from asking for updates after a start.</li>
</ul>
<p><code>roost node-config</code> makes the same on the command line, puts it into an Ignition file that you have
(<code>--merge</code>), and asks the server behind the URL whether it knows the stream.</p></section>`;

/** What the page wears. */
export const NODE_CONFIG_STYLE = `
  :root { color-scheme: light dark; --fault: #b00020; --line: #8886; --soft: #8882 }
  @media (prefers-color-scheme: dark) { :root { --fault: #ff8a95 } }
  * { box-sizing: border-box }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere }
  fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: 0 0 1rem; padding: .5rem 1rem 1rem }
  label { display: block; margin-top: .6rem; font-weight: 600 }
  input, select, textarea, button { font: inherit; padding: .4rem .6rem; max-width: 100% }
  input, textarea { width: 100% }
  small { display: block; opacity: .8 }
  .fault { color: var(--fault); margin: .2rem 0 0 }
  [aria-invalid] { outline: 2px solid var(--fault) }
  pre { background: var(--soft); padding: .8rem; border-radius: .4rem; overflow-x: auto; user-select: all; overflow-wrap: normal }
  .remarks { border: 1px solid var(--line); border-left: .4rem solid #e69500; border-radius: .4rem; padding: .6rem .6rem .6rem 2rem }
`;

// Ours, and in need of its quotation marks as they are.
const STYLE = new Markup(`<style>${NODE_CONFIG_STYLE}</style>\n`);
