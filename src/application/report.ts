import type { ScopeDiff } from '../graph/diff.js';
import type { ExposurePoint } from '../graph/exposure.js';
import type { Finding } from '../graph/finding.js';
import type { Judgement } from '../graph/judge.js';
import { rfc3339 } from './clock.js';

/** What there is to say about a change, as callers read it. @see http-api.md 5, 6 */
export interface Report {
  readonly findings: readonly FindingReport[];
  readonly exposure: readonly ExposureReport[];
  readonly diff: readonly DiffReport[];
}

export interface FindingReport extends Pick<Finding, 'code' | 'severity' | 'message'> {
  /** JSON Pointer into the body: a document that is a member of it is named by its own pointer, like `/updates`. */
  readonly path: string;
}

export interface ExposureReport extends Pick<ExposurePoint, 'version' | 'throttle'> {
  /** RFC 3339, UTC. */
  readonly at: string;
}

export interface DiffReport extends Pick<ScopeDiff, 'basearch' | 'scheme' | 'stranded'> {
  readonly nodes_added: ScopeDiff['nodesAdded'];
  readonly nodes_removed: ScopeDiff['nodesRemoved'];
  readonly nodes_changed: ScopeDiff['nodesChanged'];
  readonly edges_added: ScopeDiff['edgesAdded'];
  readonly edges_removed: ScopeDiff['edgesRemoved'];
}

/** A judgement as it goes over the wire, and into the hands of those who review a pull request. */
export function reportOf({ findings, exposure, diff }: Reported): Report {
  return {
    findings: findings.map(findingReport),
    exposure: exposure.flatMap(exposureReport),
    diff: diff.map(diffReport),
  };
}

type Reported = Pick<Judgement, 'findings' | 'exposure' | 'diff'>;

export function findingReport({ code, severity, document, path, message }: Finding): FindingReport {
  return { code, severity, path: document + path, message };
}

/** Without the points that lie beyond the year 9999: a date cannot say them, and nobody will see them. */
function exposureReport({ version, at, throttle }: ExposurePoint): readonly ExposureReport[] {
  const time = rfc3339(at);
  return time === null ? [] : [{ version, at: time, throttle }];
}

export function diffReport({ basearch, scheme, stranded, ...changes }: ScopeDiff): DiffReport {
  return {
    basearch,
    scheme,
    nodes_added: changes.nodesAdded,
    nodes_removed: changes.nodesRemoved,
    nodes_changed: changes.nodesChanged,
    edges_added: changes.edgesAdded,
    edges_removed: changes.edgesRemoved,
    stranded,
  };
}
