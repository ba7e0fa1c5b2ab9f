import type { ExplanationView } from '../adapters/http/explain/explanation-view.js';
import type { ExplainedNode } from './explain-node.js';
import type { Question } from './explain-question.js';

/** What an answer says, for people at a terminal. */
export function explainedText(
  answer: ExplanationView,
  node: ExplainedNode,
  { language, url }: Question,
): string {
  const { verdict, message, path, wariness } = answer;
  const lines = [
    `${verdict}: ${message}`,
    ...(verdict === 'update_available' ? found(node).map((one) => FOUND[language][one](node)) : []),
    '',
    `  wariness  ${wariness.value} (${wariness.source})`,
    `  uuid      ${node.uuid ?? '-'} (${node.uuidOrigin})`,
    ...(path.length > 1 ? [`  path      ${path.join(' > ')}`] : []),
    `  asked     ${url.href}`,
  ];
  return `${lines.join('\n')}\n`;
}

const REASONS = ['disabled', 'staged', 'waits'] as const;
type Reason = (typeof REASONS)[number];

/** What of the node itself keeps it from taking what it is offered. */
function found({ config, status }: ExplainedNode): readonly Reason[] {
  const isFound = {
    disabled: !config.isEnabled,
    staged: status !== null && status.staged !== null,
    waits: config.strategy !== null && config.strategy !== 'immediate',
  };
  return REASONS.filter((reason) => isFound[reason]);
}

const FOUND: Readonly<
  Record<Question['language'], Readonly<Record<Reason, (node: ExplainedNode) => string>>>
> = {
  en: {
    disabled: () => 'Found on this node: updates are switched off (updates.enabled = false).',
    staged: ({ status }) => `Found on this node: ${status?.staged} is staged and waits for a reboot.`,
    waits: ({ config }) => `Found on this node: its update strategy is ${config.strategy}.`,
  },
  zh: {
    disabled: () => '在本节点上发现:自动更新已关闭(updates.enabled = false)。',
    staged: ({ status }) => `在本节点上发现:${status?.staged} 已 staged,等待重启。`,
    waits: ({ config }) => `在本节点上发现:更新策略为 ${config.strategy}。`,
  },
};
