import { DatabaseTrouble } from './database-trouble.js';
import { troubleEmbedded } from './embedded-trouble.js';
import { Following } from './following.js';
import { InstanceTrouble } from './instance-trouble.js';
import type { Soak } from './soak.js';
import { UpstreamTrouble } from './upstream-trouble.js';

/** Everything that can go wrong, at the same time, until it is told to stop; then all is mended. */
export async function troubleAll(soak: Soak, stop: AbortSignal): Promise<void> {
  const { stage, shared, record, plan } = soak;
  const { postgres, upstream } = stage;
  const isMirrored = shared.mirrored.length > 0;
  const instances = new InstanceTrouble({
    victims: stage.shared.slice(1),
    outages: shared.outages,
    watches: [...shared.operators.map(({ stream }) => stream), ...shared.mirrored].map(({ watch }) => watch),
    upstream: isMirrored ? upstream : null,
    cutReader: async () => postgres.cutLockHolders(),
    ...{ record, random: soak.random('killer') },
  });
  const database = new DatabaseTrouble({
    postgres,
    instances,
    plan,
    record,
    random: soak.random('database'),
  });
  const embedded = { record, random: soak.random('embedded'), everyMs: plan.instanceEveryMs };
  await Promise.all([
    instances.work(plan.instanceEveryMs, stop),
    database.work(stop),
    troubleEmbedded(stage.embedded, embedded, stop),
    ...(isMirrored ? troubleUpstream(soak, instances, stop) : []),
  ]);
  record.count('documents sent', upstream.sent);
  record.count('documents unmodified', upstream.unmodified);
}

function troubleUpstream(
  soak: Soak,
  instances: InstanceTrouble,
  stop: AbortSignal,
): readonly Promise<void>[] {
  const { stage, shared, record, plan } = soak;
  const { fleet, outages, mirrored: streams } = shared;
  const interruptedAt = () => Math.max(outages.lastEnd, instances.readerKilledAt);
  const trouble = new UpstreamTrouble({
    ...{ upstream: stage.upstream, streams, fleet, outages, plan, record },
    following: new Following(fleet, soak.agent('follower'), interruptedAt),
    random: soak.random('upstream'),
  });
  return [trouble.work(stop), ...streams.map(async (stream) => trouble.publish(stream, stop))];
}
