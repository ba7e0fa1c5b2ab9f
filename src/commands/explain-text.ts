import type { ExplanationView } from '../adapters/http/explain/explanation-view.js';
import { printable } from '../graph/printable.js';
import type { Refusal } from './explain-answer.js';
import type { ExplainedNode } from './explain-node.js';
import type { Inquiry } from './explain-question.js';

/** What an answer says, for people at a terminal. */
export function explainedText(answer: ExplanationView, node: ExplainedNode, inquiry: Inquiry): string {
  const { verdict, message, path, wariness } = answer;
  const { here, reasons } = SAID[inquiry.language];
  return shown([
    `${verdict}: ${message}`,
    ...found(answer, node).map((reason) => here + reasons[reason](node)),
    '',
    `  wariness  ${wariness.value} (${wariness.source})`,
    `  uuid      ${node.uuid ?? '-'} (${node.uuidOrigin})`,
    ...(path.length > 1 ? [`  path      ${path.join(' > ')}`] : []),
    `  asked     ${inquiry.url.href}`,
  ]);
}

/** Why a server did not explain. */
export function refusedText({ kind, value }: Refusal, { url }: Inquiry): string {
  return shown([`roost: ${kind}: ${value}`, `  asked ${url.href}`]);
}

function shown(lines: readonly string[]): string {
  return lines.map((line) => `${printable(line)}\n`).join('');
}

const REASONS = ['disabled', 'earlier', 'staged', 'waits'] as const;
type Reason = (typeof REASONS)[number];

/** What of the node itself keeps it from taking what it is offered. */
function found({ target }: ExplanationView, { config, status }: ExplainedNode): readonly Reason[] {
  if (!target) return [];
  const isFound = {
    disabled: !config.isEnabled,
    earlier: status?.earlier.includes(target.payload) === true,
    staged: status !== null && status.staged !== null,
    waits: config.strategy !== null && config.strategy !== 'immediate',
  };
  return REASONS.filter((reason) => isFound[reason]);
}

interface Said {
  readonly here: string;
  readonly reasons: Readonly<Record<Reason, (node: ExplainedNode) => string>>;
}

const SAID: Readonly<Record<Inquiry['language'], Said>> = {
  en: {
    here: 'Found on this node: ',
    reasons: {
      disabled: () => 'updates are switched off (updates.enabled = false).',
      earlier: () => 'it has been on the node before, and agents take nothing a second time.',
      staged: ({ status }) => `${status?.staged} is staged and waits for a reboot.`,
      waits: ({ config }) => `its update strategy is ${config.strategy}.`,
    },
  },
  zh: {
    here: '在本节点上发现：',
    reasons: {
      disabled: () => '自动更新已关闭（updates.enabled = false）。',
      earlier: () => '该版本此前已在节点上部署过，agent 不会再次采用。',
      staged: ({ status }) => `${status?.staged} 已暂存（staged），等待重启。`,
      waits: ({ config }) => `更新策略为 ${config.strategy}。`,
    },
  },
};
