import { now } from './clock.js';
import { throttleOf, WHOLE_SCOPE, type Content } from './content.js';
import { expectedGraphs, isGraphOf, type Asked } from './expected-graphs.js';
import { goodAgents } from './good-agents.js';
import { hostileCallers } from './hostile.js';
import type { Instance } from './instance.js';
import type { OperatedStream } from './operated-stream.js';
import type { Record } from './record.js';

const GOOD_AGENTS = 100;
/** Everything that nobody should do to a server, beside agents who must not notice. The stream stands still meanwhile. */
export async function hostilePhase(
  instance: Instance,
  stream: OperatedStream,
  { record, milliseconds }: { readonly record: Record; readonly milliseconds: number },
): Promise<void> {
  const target = { host: '127.0.0.1', port: instance.port };
  const { basearch } = WHOLE_SCOPE;
  const path = `/v1/graph?stream=${stream.name}&basearch=${basearch}&group=default&platform=metal`;
  const content = stream.content ?? [];
  let unexpected = '';
  const isExpected = (body: string) => {
    const isRight = possibleAsked(content).some((asked) => isGraphOf(content, asked, body));
    if (!isRight) unexpected = body;
    return isRight;
  };
  const seconds = milliseconds / 1000;
  record.event(`hostile callers at ${instance.name} for ${seconds} s`);
  const [good] = await Promise.all([
    goodAgents(target, { count: GOOD_AGENTS, seconds, path, isExpected }),
    hostileCallers(target, seconds, (counts) => record.event(JSON.stringify(counts))),
  ]);
  record.event(`good agents: ${JSON.stringify(good)}`);
  record.count('polls beside hostile callers', good.polls);
  const expected = possibleAsked(content)
    .flatMap((asked) => expectedGraphs(content, asked))
    .join('\n');
  const breach = { breach: 'missed answer', answer: unexpected, expected } as const;
  for (const [message, count] of Object.entries(good.failures)) {
    for (let times = 0; times < count; times++) record.breach({ ...breach, message });
  }
}

/** Agents with any uuid: there is another answer for each rollout that holds some of them back. */
function possibleAsked(content: Content): readonly Asked[] {
  const [sentAt, receivedAt] = [now(), now()];
  const throttles = content.flatMap(({ rollout }) =>
    rollout ? [throttleOf(rollout, Math.floor(sentAt / 1000))] : [],
  );
  const warinesses = new Set([0, 1, ...throttles]);
  return [...warinesses].map((wariness) => ({ scope: WHOLE_SCOPE, wariness, sentAt, receivedAt }));
}
