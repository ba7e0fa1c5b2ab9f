import type { Agent } from './agent.js';
import { ask } from './ask.js';
import { eventually } from './clock.js';
import { SCOPES, WHOLE_SCOPE } from './content.js';
import type { Fleet } from './fleet.js';
import type { Instance } from './instance.js';
import type { MirroredStream } from './mirrored-stream.js';
import type { OperatedStream } from './operated-stream.js';
import type { Record } from './record.js';
import { STALE_MS } from './revision-watch.js';
import { revisionIn } from './write-outcome.js';

/** After the last trouble, everything has to be well by then. */
const HEALED_MS = 30_000;

export interface Expected {
  readonly fleet: Fleet;
  readonly operated: readonly OperatedStream[];
  readonly mirrored: readonly MirroredStream[];
  readonly token: string;
}

/** Looks whether every instance has everything that was acknowledged, and suffers from nothing any more. */
export async function checkAll(
  expected: Expected,
  parts: { readonly agent: Agent; readonly record: Record },
): Promise<void> {
  for (const instance of expected.fleet.instances) {
    await checkHealth(instance, parts.record);
    for (const stream of expected.operated) {
      await checkStream(instance, stream, { ...parts, least: stream.revision });
      await checkRevisions(instance, stream, { ...parts, token: expected.token });
    }
    for (const stream of expected.mirrored) await checkMirrored(instance, stream, parts);
  }
}

async function checkHealth(instance: Instance, record: Record): Promise<void> {
  let said: readonly string[] | null = null;
  const isWell = async () => {
    said = await instance.readiness();
    return said?.length === 0;
  };
  if (await eventually(isWell, { withinMs: HEALED_MS, everyMs: 200 }))
    return record.count('healed instances');
  record.event(`! ${instance.name} is not well in the end: ${JSON.stringify(said)}`);
}

interface Parts {
  readonly agent: Agent;
  readonly record: Record;
  readonly least: number;
}

async function checkStream(instance: Instance, stream: OperatedStream, parts: Parts): Promise<void> {
  const { agent, record, least } = parts;
  for (const scope of SCOPES) {
    let revision: number | undefined;
    const isThere = async () => {
      revision = (await agent.graph(instance, stream, { scope, wariness: 0 }))?.revision;
      return revision === least;
    };
    if (await eventually(isThere, { withinMs: STALE_MS, everyMs: 200 })) continue;
    const message = `${instance.name} ${stream.name}: revision ${revision}, acknowledged was ${least}`;
    record.breach({ breach: 'lost write', message });
  }
}

/** The book of revisions has as many as there were writes: none was lost, none was done twice. */
async function checkRevisions(
  { port, name }: Instance,
  stream: OperatedStream,
  { record, token }: { readonly record: Record; readonly token: string },
): Promise<void> {
  const path = `/admin/v1/streams/${stream.name}`;
  const reply = await ask({ port, path, headers: { Authorization: `Bearer ${token}` } });
  const revision = revisionIn(reply);
  if (revision === stream.revision) return;
  const message = `${name} ${stream.name}: its revision is ${revision}, expected ${stream.revision}`;
  record.breach({ breach: 'lost write', message });
}

async function checkMirrored(
  instance: Instance,
  stream: MirroredStream,
  parts: Omit<Parts, 'least'>,
): Promise<void> {
  const { agent, record } = parts;
  const hasCome = async () => {
    const answer = await agent.graph(instance, stream, { scope: WHOLE_SCOPE, wariness: 0 });
    return answer ? stream.hasCome(answer.revision, stream.documents.newest) : false;
  };
  if (await eventually(hasCome, { withinMs: HEALED_MS, everyMs: 200 })) return;
  record.event(`! ${instance.name} does not follow ${stream.name} in the end`);
}
