import { ask } from './ask.js';
import { eventually } from './clock.js';
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
  const isEverywhere = async () => {
    const replies = await Promise.all(
      shared.map(async ({ port }) => ask({ port, path: `/v1/streams/${stream.name}` })),
    );
    return replies.every((reply) => !('error' in reply) && reply.status === 200);
  };
  if (!(await eventually(isEverywhere, { withinMs: FIRST_MS, everyMs: 200 }))) return false;
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
  return true;
}
