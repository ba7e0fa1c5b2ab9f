const PREFIX = 'org.fedoraproject.coreos.';

/** An answer as it comes over the wire. */
export interface WireGraph {
  readonly nodes: readonly {
    readonly version: string;
    readonly metadata: Readonly<Record<string, string>>;
    readonly payload: string;
  }[];
  readonly edges: readonly (readonly [from: number, to: number])[];
}

/**
 * What an agent makes of an answer: where it finds itself, and where it goes; `null` for nowhere.
 * Written from cincinnati.md B.11 and B.12, and nothing of it from src/.
 */
export function agentDecides(
  { nodes, edges }: WireGraph,
  booted: string,
): { itself: number | null; target: number | null } {
  const itself = nodes.findIndex(({ payload }) => payload === booted);
  if (itself < 0) return { itself: null, target: null };
  const age = (position: number) => Number(nodes[position]?.metadata[`${PREFIX}releases.age_index`]);
  const targets = edges.filter(([from]) => from === itself).map(([, to]) => to);
  const [best] = targets.sort((a, b) => age(b) - age(a));
  return { itself, target: best === undefined || age(best) < age(itself) ? null : best };
}
