import {
  STRATEGIES,
  type OptionTexts,
  type Option,
  type OptionFault,
} from '../../application/node-config/node-config.js';
import { markup, type Markup } from './markup.js';

interface Filled {
  readonly asked: OptionTexts;
  readonly stream: string;
  readonly faults: readonly OptionFault[];
}

/** The form as it was filled in, with what is wrong beside each field. */
export function nodeConfigForm({ asked, stream, faults }: Filled): Markup {
  const field = (name: Option, words: Words) =>
    fieldOf({
      name,
      ...words,
      value: asked[name] ?? '',
      faults: faults.filter(({ option }) => option === name),
    });
  return markup`<form method="get" action="#made">
<fieldset><legend>Server</legend>
${field('base_url', BASE_URL)}
${fieldOf({ name: 'stream', ...STREAM, value: stream, faults: [] })}
</fieldset>
<fieldset><legend>Node</legend>
${field('group', GROUP)}
${field('rollout_wariness', WARINESS)}
</fieldset>
<fieldset><legend>Reboots</legend>
${strategyField(asked.strategy, faults)}
${field('window', WINDOW)}
${field('time_zone', TIME_ZONE)}
${field('fleet_lock_url', FLEET_LOCK_URL)}
</fieldset>
<button>Make it</button>
</form>`;
}

interface Words {
  readonly label: string;
  readonly hint: string;
  readonly placeholder: string;
  /** How many characters it takes; several lines where that is given. */
  readonly most: number;
  readonly lines?: number;
}

interface Field extends Words {
  readonly name: string;
  readonly value: string;
  readonly faults: readonly OptionFault[];
}

const BASE_URL = {
  ...{ label: 'Base URL', placeholder: 'https://roost.example/', most: 2048 },
  hint: 'The URL that nodes reach the server at. ${basearch}, ${group}, ${platform} and ${stream} are filled in by them.',
} as const;
const STREAM = {
  ...{ label: 'Stream', placeholder: 'stable', most: 64 },
  hint: "What the node's images carry. It does not stand in the drop-in: this Roost looks whether it knows it.",
} as const;
const GROUP = {
  ...{ label: 'Group', placeholder: 'default', most: 256 },
  hint: 'Letters, digits, dots and dashes.',
} as const;
const WARINESS = {
  ...{ label: 'Rollout wariness', placeholder: '0.5', most: 24 },
  hint: '0 (eager) to 1 (wary). Without it the server takes a value from the id of the node.',
} as const;
const WINDOW = {
  ...{ label: 'Windows', placeholder: 'Sat,Sun 23:30 60', most: 4096, lines: 3 },
  hint: 'For periodic: days, start and minutes, one window a line.',
} as const;
const TIME_ZONE = {
  ...{ label: 'Time zone', placeholder: 'UTC', most: 64 },
  hint: 'For periodic: as Europe/Berlin, or localtime.',
} as const;
const FLEET_LOCK_URL = {
  ...{ label: 'Lock server', placeholder: 'https://lock.example/', most: 2048 },
  hint: 'For fleet_lock: the base URL of the server that lets nodes reboot.',
} as const;

function fieldOf({ name, label, hint, placeholder, value, most, lines, faults }: Field): Markup {
  const common = markup`id="${name}" name="${name}" maxlength="${most}" placeholder="${placeholder}" spellcheck="false" autocapitalize="off" aria-describedby="${name}-hint${faults.length > 0 ? ` ${name}-fault` : null}"${invalid(faults)}`;
  const input =
    lines === undefined
      ? markup`<input ${common} value="${value}">`
      : markup`<textarea ${common} rows="${lines}">\n${value}</textarea>`;
  return markup`<label for="${name}">${label}</label>
${input}
<small id="${name}-hint">${hint}</small>${faultsOf(name, faults)}`;
}

function strategyField(chosen: string | undefined, all: readonly OptionFault[]): Markup {
  const faults = all.filter(({ option }) => option === 'strategy');
  const options = ['', ...STRATEGIES].map((one) => {
    const selected = one === (chosen ?? '') ? ' selected' : '';
    return markup`<option value="${one}"${selected}>${one === '' ? 'as the node has it' : one}</option>`;
  });
  return markup`<label for="strategy">Strategy</label>
<select id="strategy" name="strategy"${invalid(faults)}>
${options}
</select>${faultsOf('strategy', faults)}`;
}

function invalid(faults: readonly OptionFault[]): Markup | null {
  return faults.length > 0 ? markup` aria-invalid="true"` : null;
}

function faultsOf(name: string, faults: readonly OptionFault[]): Markup | null {
  if (faults.length === 0) return null;
  const lines = faults.map(({ message }) => markup`<p class="fault">${message}</p>`);
  return markup`<div id="${name}-fault" role="alert">${lines}</div>`;
}
