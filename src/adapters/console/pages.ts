import type { ComponentType } from 'preact';
import type { Role } from './state/session.js';
import { ExplainPage } from './explain/explain-page.js';
import { GraphPage } from './graph/graph-page.js';
import { HistoryPage } from './history/history-page.js';
import { PublishPage } from './publish/publish-page.js';
import { RolloutsPage } from './rollouts/rollouts-page.js';
import { TokensPage } from './tokens/tokens-page.js';
import { StreamsPage } from './streams/streams-page.js';
import type { TextKey } from './texts/texts.js';

interface PageEntry {
  /** As it stands in the address: `/console/<name>`. */
  readonly name: string;
  readonly title: TextKey;
  readonly Page: ComponentType;
  /** Whether it is of one stream, which then stands behind its name. */
  readonly isOfStream: boolean;
  /** Who finds it in the menu; `null` for everybody. */
  readonly role: Role | null;
}

/** Every page, in the order of the menu. */
export const PAGES: readonly PageEntry[] = [
  { name: '', title: 'streams.title', Page: StreamsPage, isOfStream: false, role: null },
  { name: 'graph', title: 'graph.title', Page: GraphPage, isOfStream: true, role: null },
  { name: 'rollouts', title: 'rollouts.title', Page: RolloutsPage, isOfStream: true, role: null },
  { name: 'publish', title: 'publish.title', Page: PublishPage, isOfStream: true, role: 'publisher' },
  { name: 'explain', title: 'explain.title', Page: ExplainPage, isOfStream: false, role: null },
  { name: 'history', title: 'history.title', Page: HistoryPage, isOfStream: true, role: 'viewer' },
  { name: 'tokens', title: 'tokens.title', Page: TokensPage, isOfStream: false, role: 'admin' },
];
