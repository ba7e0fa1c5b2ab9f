import type { StreamView } from '../api/schema.js';
import type { Draft } from './draft.js';

/** The fields of an action: what is typed goes to the page, which keeps it. */
export interface FieldsProps {
  readonly stream: StreamView;
  readonly draft: Draft;
  readonly onEdit: (change: Partial<Draft>) => void;
}
