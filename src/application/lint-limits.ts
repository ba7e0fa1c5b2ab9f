import { countAllEdges } from '../graph/build-graph.js';
import type { Documents } from '../graph/documents.js';
import { SECTIONS, type Release } from '../graph/model.js';
import type { Proposal } from './document-report.js';
import type { FindingReport } from './report.js';

/** A tenth of what a stream may have. @see graph/stream.ts MOST_EDGES */
const MOST_EDGES = 200_000;

/** Of sections with releases: many a rule looks at the one beside each of the others. */
const MOST_PAIRS = 4_000_000;

/**
 * What makes documents too much to judge over HTTP: whoever judges there shares the process with agents, who would
 * have to wait. Empty for documents that can be judged; paths are JSON Pointers into the body of the request.
 */
export function tooMuchToJudge({ documents, previous }: Proposal): readonly FindingReport[] {
  return [...tooMuchIn(documents, '/updates'), ...(previous ? tooMuchIn(previous, '/previous/updates') : [])];
}

function tooMuchIn({ releases }: Documents, path: string): readonly FindingReport[] {
  if (countAllEdges(releases) > MOST_EDGES) {
    return [refusal('too_many_edges', path, `the graphs would have over ${MOST_EDGES} edges`)];
  }
  if (countSections(releases) * releases.length <= MOST_PAIRS) return [];
  return [refusal('too_many_sections', path, `too many releases have a barrier, a deadend or a rollout`)];
}

function countSections(releases: readonly Release[]): number {
  return releases.reduce((count, one) => count + SECTIONS.filter((name) => one[name]).length, 0);
}

function refusal(code: string, path: string, what: string): FindingReport {
  const message = `${what}, more than is judged here: withdraw rollouts that are finished, or use the command roost lint`;
  return { code, severity: 'error', path, message };
}
