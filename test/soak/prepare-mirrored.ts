import { ask } from './ask.js';
import { eventually } from './clock.js';
import type { Instance } from './instance.js';
import { LOCAL_DEADEND } from './mirrored-documents.js';
import type { MirroredStream } from './mirrored-stream.js';
import type { Stage } from './stage.js';
import { revisionIn } from './write-outcome.js';

/** Until every instance serves what the upstream has. */
const FIRST_MS = 30_000;

/**
 * Waits for a stream to be there, and puts something over it that has to stay.
 * @returns whether it came
 */
export async function prepareMirrored(stream: MirroredStream, { shared, token }: Stage): Promise<boolean> {
  if (!(await isEverywhere(stream, shared, 1))) return false;
  const reply = await ask({
    port: shared[0]?.port ?? 0,
    method: 'PUT',
    path: `/admin/v1/streams/${stream.name}/releases/${stream.documents.oldest}/deadend?confirm=strands_nodes`,
    headers: { Authorization: `Bearer ${token}` },
    body: { reason: LOCAL_DEADEND },
  });
  const revision = revisionIn(reply);
  if (revision === null) throw new Error(`${stream.name} takes no deadend of an operator`);
  stream.begins(revision);
  return isEverywhere(stream, shared, revision);
}

async function isEverywhere(
  { name }: MirroredStream,
  instances: readonly Instance[],
  least: number,
): Promise<boolean> {
  const path = `/v1/streams/${name}`;
  const haveAll = async () => {
    const replies = await Promise.all(instances.map(async ({ port }) => ask({ port, path })));
    return replies.every((reply) => (revisionIn(reply) ?? 0) >= least);
  };
  return eventually(haveAll, { withinMs: FIRST_MS, everyMs: 200 });
}
