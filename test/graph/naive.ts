/**
 * The reference server written a second time, straight from cincinnati.md part B, on the documents as they
 * stand and on metadata as text: as slow and as plain as it can be, and nothing of it from src/graph.
 */

const PREFIX = 'org.fedoraproject.coreos.';
type Metadata = Readonly<Record<string, string>>;

export interface RawIndex {
  readonly releases: readonly {
    readonly version: string;
    readonly commits?: readonly { readonly architecture: string; readonly checksum: string }[] | null;
    readonly 'oci-images'?:
      readonly { readonly architecture: string; readonly 'digest-ref': string }[] | null;
  }[];
}

export interface RawUpdates {
  readonly releases: readonly {
    readonly version: string;
    readonly metadata: {
      readonly barrier?: { readonly reason: string };
      readonly deadend?: { readonly reason: string };
      readonly rollout?: Readonly<Record<string, number>>;
    };
  }[];
}

export interface NaiveNode {
  readonly version: string;
  readonly metadata: Metadata;
  readonly payload: string;
}

export interface NaiveScope {
  readonly basearch: string;
  readonly oci: boolean;
}

/** B.3 */
export function naiveNodes(index: RawIndex, updates: RawUpdates, scope: NaiveScope): NaiveNode[] {
  const { basearch, oci } = scope;
  const nodes: NaiveNode[] = [];
  index.releases.forEach((release, position) => {
    let payload = '';
    for (const commit of (!oci && release.commits) || [])
      if (commit.architecture === basearch && commit.checksum) payload = commit.checksum;
    for (const image of (oci && release['oci-images']) || [])
      if (image.architecture === basearch && image['digest-ref']) payload = image['digest-ref'];
    if (payload === '') return;
    const metadata = {
      [`${PREFIX}scheme`]: oci ? 'oci' : 'checksum',
      [`${PREFIX}releases.age_index`]: `${position}`,
      ...naiveSections(updates, release.version),
    };
    nodes.push({ version: release.version, metadata, payload });
  });
  return nodes;
}

function naiveSections(updates: RawUpdates, version: string): Metadata {
  const metadata: Record<string, string> = {};
  for (const entry of updates.releases) {
    if (entry.version !== version) continue;
    for (const mark of ['barrier', 'deadend'] as const) {
      const section = entry.metadata[mark];
      if (!section) continue;
      metadata[`${PREFIX}updates.${mark}`] = 'true';
      metadata[`${PREFIX}updates.${mark}_reason`] = section.reason === '' ? 'generic' : section.reason;
    }
    const { rollout } = entry.metadata;
    if (!rollout) continue;
    metadata[`${PREFIX}updates.rollout`] = 'true';
    for (const [field, key] of [
      ['start_epoch', 'start_epoch'],
      ['start_percentage', 'start_value'],
      ['duration_minutes', 'duration_minutes'],
    ] as const)
      if (rollout[field] !== undefined) metadata[`${PREFIX}updates.${key}`] = `${rollout[field]}`;
  }
  return metadata;
}

/** B.4 with the dead-end filter; `has` says what the node at a position is. */
export function naiveEdges(
  count: number,
  has: (mark: 'barrier' | 'deadend' | 'rollout', position: number) => boolean,
): (readonly [number, number])[] {
  const edges: (readonly [number, number])[] = [];
  for (let r = count - 1; r >= 0; r--) {
    if (!has('rollout', r)) continue;
    let p = 0;
    for (let b = 0; b < r; b++) if (has('barrier', b)) p = b;
    for (let i = p; i < r; i++) edges.push([i, r]);
  }
  let s = 0;
  for (let b = 0; b < count; b++) {
    if (!has('barrier', b)) continue;
    if (!has('rollout', b)) for (let i = s; i < b; i++) edges.push([i, b]);
    s = b;
  }
  return edges.filter(([from]) => !has('deadend', from));
}

export function naiveEdgesOf(nodes: readonly NaiveNode[]): (readonly [number, number])[] {
  return naiveEdges(nodes.length, (mark, i) => nodes[i]?.metadata[`${PREFIX}updates.${mark}`] === 'true');
}

/** B.5: whether a node is hidden from an agent of that wariness at that second. */
export function naiveHides(node: NaiveNode, wariness: number, at: number): boolean {
  if (!(`${PREFIX}updates.rollout` in node.metadata)) return false;
  const field = (key: string) => node.metadata[`${PREFIX}updates.${key}`];
  const duration = field('duration_minutes');
  const throttle = naiveThrottle(at, {
    start: BigInt(field('start_epoch') ?? '0'),
    value: Number(field('start_value') ?? '0'),
    minutes: duration === undefined ? null : BigInt(duration),
  });
  return wariness > throttle;
}

/** B.5, in whole numbers as far as it goes. */
export function naiveThrottle(
  at: number,
  { start, value, minutes }: { start: bigint; value: number; minutes: bigint | null },
): number {
  const now = BigInt(at);
  if (now < start) return 0;
  if (minutes === null) return value;
  const end = start + 60n * (minutes < 1n ? 1n : minutes);
  if (now > end) return 1;
  const slope = (1 - value) / Number(end - start);
  return value + slope * Number(now - start);
}
