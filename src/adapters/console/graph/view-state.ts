import { revisionIn } from '../parts/revision-number.js';
import { isName, SCHEMES, type Scheme } from '../../../graph/model.js';
import { epochOf, utcOf } from '../parts/moment.js';
import type { Query } from '../state/route.js';

/** What one looks at on the page of a graph: its address says all of it, so that it can be sent to somebody. */
export interface ViewState {
  /** `null`: the first that the stream has. */
  readonly basearch: string | null;
  readonly scheme: Scheme | null;
  /** What is picked. */
  readonly version: string | null;
  /** Seconds since the Unix epoch, UTC; `null`: now, and it goes on. */
  readonly at: number | null;
  /** 0, who sees everything, to 1. */
  readonly wariness: number;
  /** The revisions that are compared; `to` is the current one where only `from` is given. */
  readonly from: number | null;
  readonly to: number | null;
}

/** Reads an address; what makes no sense is as if it were not there. */
export function readState(query: URLSearchParams): ViewState {
  const basearch = query.get('basearch');
  return {
    basearch: basearch !== null && isName(basearch) ? basearch : null,
    scheme: SCHEMES.find((scheme) => scheme === query.get('scheme')) ?? null,
    version: query.get('version'),
    at: readTime(query.get('at')),
    wariness: readWariness(query.get('wariness')),
    from: revisionIn(query.get('from')),
    to: revisionIn(query.get('to')),
  };
}

/** What stands in the address: nothing of what goes without saying. */
export function writeState(state: ViewState): Query {
  const { at, wariness } = state;
  return { ...state, at: at === null ? null : utcOf(at), wariness: wariness === 0 ? null : wariness };
}

function readTime(text: string | null): number | null {
  const epoch = text === null ? NaN : epochOf(text);
  return Number.isNaN(epoch) ? null : epoch;
}

function readWariness(text: string | null): number {
  const value = Number(text ?? 0);
  return Number.isNaN(value) ? 0 : Math.min(Math.max(value, 0), 1);
}
