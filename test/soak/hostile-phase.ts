import { now } from './clock.js';
import { WHOLE_SCOPE } from './content.js';
import { isGraphOf } from './expected-graphs.js';
import { goodAgents } from './good-agents.js';
import { hostileCallers } from './hostile.js';
import type { Instance } from './instance.js';
import type { OperatedStream } from './operated-stream.js';
import type { Record } from './record.js';

const GOOD_AGENTS = 100;
/** One rollout at most is on its way: agents get one of two answers, whatever their uuid. */
const WARINESSES = [0, 1];

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
  const isExpected = (body: string) =>
    WARINESSES.some((wariness) =>
      isGraphOf(content, { scope: WHOLE_SCOPE, wariness, sentAt: now(), receivedAt: now() }, body),
    );
  const seconds = milliseconds / 1000;
  record.event(`hostile callers at ${instance.name} for ${seconds} s`);
  const [good] = await Promise.all([
    goodAgents(target, { count: GOOD_AGENTS, seconds, path, isExpected }),
    hostileCallers(target, seconds, (counts) => record.event(JSON.stringify(counts))),
  ]);
  record.event(`good agents: ${JSON.stringify(good)}`);
  record.count('polls beside hostile callers', good.polls);
  for (const [message, count] of Object.entries(good.failures)) {
    for (let times = 0; times < count; times++) record.breach({ breach: 'missed answer', message });
  }
}
