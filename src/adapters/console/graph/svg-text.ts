import type { Graph, Node, Rollout } from '../../../graph/model.js';
import { isFinished, rolloutState, throttleAt } from '../../../graph/rollout.js';
import { percent } from '../parts/figures.js';
import type { Comb } from './comb.js';
import { labelOf } from './label.js';
import { arrowAt, BARS, CHECK, cutAt, DISC, DOT, GATE, PAUSED, STOP } from './mark-shapes.js';
import { TEXT } from './measures.js';
import { edgesOfPath, type Ways } from './paths.js';
import { pie } from './pie.js';
import { railsOf, type Rail } from './rails.js';
import { routesOf } from './route.js';
import type { Sight } from './sight.js';
import { boxOf, spotAt, type Spot } from './spots.js';

interface Drawn {
  readonly comb: Comb;
  /** Before throttling. */
  readonly graph: Graph;
  readonly sight: Sight;
  /** Seconds since the Unix epoch, UTC. */
  readonly at: number;
  readonly title: string;
  /** Of what is picked: its position, and its path. */
  readonly picked: Picked | null;
}

interface Picked {
  readonly position: number;
  readonly ways: Pick<Ways, 'path'>;
}

/** The picture as a file that needs nothing else: as it is shown, on paper. */
export function svgText({ comb, graph, sight, at, title, picked }: Drawn): string {
  const [width, height] = [Math.ceil(comb.width), Math.ceil(comb.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + TITLE}" viewBox="0 ${-TITLE} ${width} ${height + TITLE}">`,
    `<title>${escaped(title)}</title><style>${STYLE}</style>`,
    `<rect class="paper" y="${-TITLE}" width="${width}" height="${height + TITLE}"/>`,
    `<text class="title" x="16" y="${6 - TITLE / 2 + 4}">${escaped(title)}</text>`,
    ...railsOf(comb).map((rail) => railText(rail, sight)),
    ...(picked ? pathText(comb, picked) : []),
    ...comb.spots.map((spot) => spotText(spot, graph, at)),
    '</svg>',
    '',
  ].join('\n');
}

const TITLE = 36;

const STYLE = `
.paper{fill:#fff}text{font:12px ui-monospace,monospace;fill:#1d2433}.title{font-weight:bold}
.rail{fill:none;stroke:#8a93a8;stroke-width:1.4}.tip{fill:#8a93a8}.rail.running{stroke:#b35900}.tip.running{fill:#b35900}
.path{fill:none;stroke:#1a5fb4;stroke-width:4;stroke-linejoin:round}.station{fill:#e2ecf9}.station.start{stroke:#1a5fb4;stroke-width:2}
.rail.held{stroke-dasharray:3 3}.mark{fill:#fff;stroke:#5b6274;stroke-width:1.4}.barrier .mark{fill:#6b3fa0;stroke:#6b3fa0}
.barrier text{font-weight:bold}.deadend .mark{fill:#b3261e;stroke:#b3261e}.deadend text{fill:#b3261e}
.rollout .mark{stroke:#b35900}.share{fill:#b35900}.forall .share{fill:#1d6f42}.rollout.forall .mark{stroke:#1d6f42}.inside,.cut{fill:none;stroke:#fff;stroke-width:1.4}.cut{stroke:#b3261e}.bars{stroke:#1d2433;stroke-width:2}
`;

function railText(rail: Rail, { isOpen, isRunning }: Sight): string {
  const names = `${isOpen(rail) ? '' : ' held'}${isRunning(rail) ? ' running' : ''}`;
  const tip = rail.tip ? `<path class="tip${names}" d="${arrowAt(rail.tip)}"/>` : '';
  return `<path class="rail${names}" d="${rail.d}"/>${tip}`;
}

/** What an agent does that starts at what is picked. */
function pathText(comb: Comb, { position, ways }: Picked): readonly string[] {
  const stations = [position, ...ways.path.map(({ to }) => to)].map((station) => {
    const spot = comb.spots[spotAt(comb.spots, station) ?? -1];
    if (!spot) return '';
    const { x, y, width, height, rx } = boxOf(spot);
    const kind = station === position ? 'station start' : 'station';
    return `<rect class="${kind}" x="${x}" y="${y}" width="${Math.round(width)}" height="${height}" rx="${rx}"/>`;
  });
  return [`<path class="path" d="${routesOf(comb, edgesOfPath(position, ways))}"/>`, ...stations];
}

function spotText({ first, last, x, y, end }: Spot, { nodes }: Graph, at: number): string {
  const node = nodes[first];
  if (!node) return '';
  const place = `transform="translate(${x} ${y})"`;
  if (first < last) {
    const versions = `${labelOf(node.version)} … ${last - first + 1}`;
    return `<g ${place}><circle class="mark" r="5"/><text x="${TEXT}" y="4">${escaped(versions)}</text></g>`;
  }
  const cut = node.deadend === null ? '' : `<path class="cut" d="${cutAt(end - x)}"/>`;
  return `<g class="${kindOf(node, at)}" ${place}>${titleText(node)}${markText(node, at)}<text x="${TEXT}" y="4">${escaped(labelOf(node.version))}${shareText(node, at)}</text>${cut}</g>`;
}

function kindOf({ barrier, deadend, rollout }: Node, at: number): string {
  const open = rollout && isFinished(rollout, at) ? ' forall' : '';
  if (deadend !== null) return `deadend${open}`;
  if (barrier !== null) return `barrier${open}`;
  return rollout ? `rollout${open}` : 'plain';
}

function titleText({ version, barrier, deadend }: Node): string {
  return `<title>${escaped([version, barrier, deadend].filter(Boolean).join('\n'))}</title>`;
}

function markText({ barrier, deadend, rollout }: Node, at: number): string {
  if (deadend !== null) return outlined(STOP);
  if (barrier !== null) return outlined(GATE);
  if (!rollout) return `<circle class="mark" r="${DOT}"/>`;
  const disc = `<circle class="mark" r="${DISC}"/><path class="share" d="${pie(throttleAt(rollout, at), DISC)}"/>`;
  if (isFinished(rollout, at)) return `${disc}<path class="inside" d="${CHECK}"/>`;
  return isPaused(rollout, at) ? `${disc}<path class="bars" d="${BARS}"/>` : disc;
}

function outlined({ outline, inside }: typeof STOP | typeof GATE): string {
  return `<path class="mark" d="${outline}"/><path class="inside" d="${inside}"/>`;
}

function shareText({ rollout }: Node, at: number): string {
  if (!rollout) return '';
  const share = percent(throttleAt(rollout, at));
  return `<tspan class="share" dx="6">${isPaused(rollout, at) ? `${share} ${PAUSED}` : share}</tspan>`;
}

function isPaused(rollout: Rollout, at: number): boolean {
  return !isFinished(rollout, at) && rolloutState(rollout, at) === 'paused';
}

/** What XML forbids, and what it obeys. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}
