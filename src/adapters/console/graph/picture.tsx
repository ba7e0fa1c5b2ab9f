import { useMemo } from 'preact/hooks';
import type { Graph } from '../../../graph/model.js';
import type { Comb } from './comb.js';
import type { ComparedSide } from './compare.js';
import { Changes, Hits, Picked } from './highlights.js';
import type { Viewer, Ways } from './paths.js';
import { railsOf } from './rails.js';
import { RailsLayer } from './rails-layer.js';
import type { Sight } from './sight.js';
import { SpotsLayer } from './spots-layer.js';

export interface PictureProps {
  readonly comb: Comb;
  /** Before throttling. */
  readonly graph: Graph;
  readonly viewer: Viewer;
  readonly sight: Sight;
  readonly picked: { readonly position: number; readonly ways: Ways } | null;
  readonly hits: readonly number[];
  readonly compared: { readonly side: ComparedSide; readonly kind: 'added' | 'removed' } | null;
}

/** The graph itself: rails below, releases above, and between them what one looks for. */
export function Picture({ comb, graph, viewer, sight, picked, hits, compared }: PictureProps) {
  const rails = useMemo(() => railsOf(comb), [comb]);
  const state = JSON.stringify(rails.map((rail) => [sight.isOpen(rail), sight.isRunning(rail)]));
  const railsLayer = useMemo(() => <RailsLayer rails={rails} sight={sight} />, [rails, state]);
  return (
    <>
      {railsLayer}
      {compared && <Changes {...{ comb, graph, kind: compared.kind }} {...compared.side} />}
      {picked && <Picked comb={comb} {...picked} />}
      <Hits comb={comb} hits={hits} />
      <SpotsLayer {...{ comb, graph, viewer }} />
    </>
  );
}
