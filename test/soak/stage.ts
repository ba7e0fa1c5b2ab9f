import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { freePort } from './free-port.js';
import { Instance } from './instance.js';
import { MirroredDocuments } from './mirrored-documents.js';
import { REFRESH_MS } from './plan.js';
import { Postgres } from './postgres.js';
import { leaveJanitor, processesIn, signal } from './processes.js';
import { Random } from './random.js';
import { Upstream } from './upstream.js';

/** Everything that runs beside the soak itself, in one folder. */
export interface Stage {
  readonly folder: string;
  readonly token: string;
  readonly postgres: Postgres;
  readonly upstream: Upstream;
  readonly documents: readonly MirroredDocuments[];
  /** On PostgreSQL; the first one is never killed. */
  readonly shared: readonly Instance[];
  readonly embedded: Instance;
  /** Ends all processes, and takes the folder away. */
  readonly clear: () => Promise<void>;
}

/** The folder comes first, with somebody who takes it away whatever becomes of us. */
export async function openFolder(): Promise<Pick<Stage, 'folder' | 'clear'>> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-soak-'));
  // PostgreSQL may be another user, who has to get to its own folder in there.
  await chmod(folder, 0o711);
  const dismiss = leaveJanitor(folder);
  const clear = async () => {
    // The dead hold no folder: a second round finds what the first one's children had begun.
    for (let round = 0; round < 2; round++) signal(processesIn(folder), 'SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    dismiss();
  };
  return { folder, clear };
}

export async function setStage(
  { folder, clear }: Pick<Stage, 'folder' | 'clear'>,
  seed: number,
): Promise<Stage> {
  const postgres = await Postgres.create(join(folder, 'postgres'));
  await postgres.start();
  const documents = ['testing', 'next'].map((name) => new MirroredDocuments(name, new Random(seed, name)));
  const upstream = new Upstream(await freePort(), documents);
  await upstream.listen();
  const token = `soak-${randomUUID()}`;
  const shared = {
    ...{ DATABASE_URL: postgres.url, BOOTSTRAP_TOKEN: token, REFRESH_INTERVAL: `${REFRESH_MS / 1000}s` },
    ...{
      MIRROR_URL: `http://127.0.0.1:${upstream.port}`,
      MIRROR_STREAMS: documents.map(({ name }) => name).join(','),
    },
  };
  const names = ['alpha', 'beta', 'gamma'];
  const instances = await Promise.all(names.map(async (name) => Instance.create(name, folder, shared)));
  upstream.followers = () => instances.map(({ pid }) => pid);
  const embedded = await Instance.create('embedded', folder, { BOOTSTRAP_TOKEN: token });
  return { folder, clear, token, postgres, upstream, documents, shared: instances, embedded };
}
