import { JsonCursor, type JsonDocument } from './json-cursor.js';
import {
  canonicalBasearch,
  MOST_NAME,
  type Barrier,
  type Deadend,
  type Release,
  type Rollout,
  type Sections,
} from './model.js';
import type { Fault } from './problem.js';

/** One entry of the updates metadata; a version can have several. */
export interface UpdatesEntry extends Sections {
  readonly version: string;
  /** JSON Pointer of the entry. */
  readonly path: string;
}

/**
 * Reads updates metadata entry by entry, and notes what is wrong with it in `faults`.
 * @see cincinnati.md A.3, B.2
 */
export function readUpdatesMetadata(document: JsonDocument, faults: Fault[]): readonly UpdatesEntry[] {
  const root = new JsonCursor(document, faults);
  root.required('stream')?.string();
  return (root.required('releases')?.elements() ?? []).map((entry) => {
    const version = entry.required('version')?.string() ?? '';
    const metadata = entry.required('metadata');
    return {
      version,
      path: entry.path,
      barrier: readReason(metadata?.optional('barrier') ?? null),
      deadend: readReason(metadata?.optional('deadend') ?? null),
      rollout: readRollout(metadata?.optional('rollout') ?? null),
    };
  });
}

function readReason(section: JsonCursor | null): Barrier | Deadend | null {
  return section && { reason: section.required('reason')?.string() ?? '', basearches: readLimit(section) };
}

function readRollout(section: JsonCursor | null): Rollout | null {
  return (
    section && {
      startEpoch: section.optional('start_epoch')?.integer(Number.MIN_SAFE_INTEGER) ?? null,
      startFraction: section.optional('start_percentage')?.fraction() ?? null,
      durationMinutes: section.optional('duration_minutes')?.integer(0) ?? null,
      basearches: readLimit(section),
      pause: null,
    }
  );
}

/** Only the extended dialect has it: `null` for all basearches. */
function readLimit(section: JsonCursor): readonly string[] | null {
  const limit = section
    .optional('basearches')
    ?.elements()
    .map((one) => one.name(MOST_NAME) ?? '');
  return limit ? [...new Set(limit.map(canonicalBasearch))].sort() : null;
}

/** Two entries of one version are one: for each field the later one wins. @see cincinnati.md B.2 */
export function mergeSections(before: Sections, after: Sections): Sections {
  return {
    barrier: after.barrier ?? before.barrier,
    deadend: after.deadend ?? before.deadend,
    rollout: mergeRollouts(before.rollout, after.rollout),
  };
}

function mergeRollouts(before: Rollout | null, after: Rollout | null): Rollout | null {
  if (!before || !after) return after ?? before;
  return {
    startEpoch: after.startEpoch ?? before.startEpoch,
    startFraction: after.startFraction ?? before.startFraction,
    durationMinutes: after.durationMinutes ?? before.durationMinutes,
    basearches: after.basearches ?? before.basearches,
    pause: null,
  };
}

/** `plain`: as the reference reads it. `extended`: what it has no words for, limits to basearches and aliases of payloads. */
export type Dialect = 'plain' | 'extended';

/**
 * The updates metadata of a stream, ready for JSON. The plain dialect cannot limit a section to
 * basearches: there a limited rollout is left out, or stands at nobody where the release is a barrier; a
 * limited barrier or deadend holds for all.
 * @param lastModified RFC 3339
 * @see cincinnati.md A.3
 */
export function writeUpdatesMetadata(
  stream: string,
  releases: readonly Release[],
  { lastModified, dialect }: { readonly lastModified: string; readonly dialect: Dialect },
): object {
  const entries = releases.map(({ version, ...sections }) => ({
    version,
    metadata: writeSections(sections, dialect),
  }));
  return {
    stream,
    metadata: { 'last-modified': lastModified },
    releases: entries.filter(({ metadata }) => Object.keys(metadata).length > 0),
  };
}

function writeSections({ barrier, deadend, rollout }: Sections, dialect: Dialect): object {
  const written = dialect === 'plain' && rollout?.basearches ? unlimited(barrier) : rollout;
  return {
    ...(barrier && { barrier: { reason: barrier.reason, ...writeLimit(barrier, dialect) } }),
    ...(deadend && { deadend: { reason: deadend.reason, ...writeLimit(deadend, dialect) } }),
    ...(written && { rollout: { ...writeRollout(written), ...writeLimit(written, dialect) } }),
  };
}

/** Nothing, in place of a limited rollout; but a barrier without any would be open to everybody. */
function unlimited(barrier: Barrier | null): Rollout | null {
  return (
    barrier && { startEpoch: null, startFraction: 0, durationMinutes: null, basearches: null, pause: null }
  );
}

function writeRollout({ startEpoch, startFraction, durationMinutes }: Rollout): object {
  return {
    ...(startEpoch !== null && { start_epoch: startEpoch }),
    ...(startFraction !== null && { start_percentage: startFraction }),
    ...(durationMinutes !== null && { duration_minutes: durationMinutes }),
  };
}

function writeLimit({ basearches }: Barrier | Rollout, dialect: Dialect): object {
  return dialect === 'extended' && basearches ? { basearches } : {};
}
