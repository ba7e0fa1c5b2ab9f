import type { DiffView, ExposureView, FaultView } from './schema.js';

/** What the server's refusals carry. @see http-api.md 1 */
export interface Refusal {
  /** 0: no answer came. */
  readonly status: number;
  /** One of the kinds of http-api.md 7, or `unreachable`. */
  readonly kind: string;
  readonly detail: string;
  readonly errors: readonly FaultView[];
  readonly diff: readonly DiffView[];
  readonly exposure: readonly ExposureView[];
}

/** A request that was refused, or that nobody answered. */
export class ApiProblem extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.detail);
  }

  get kind(): string {
    return this.refusal.kind;
  }

  /** Whether it is the server that is away, and not the request that is wrong. */
  get isOutage(): boolean {
    return this.refusal.status === 0 || this.refusal.status >= 500;
  }
}

export function unreachable(detail: string): ApiProblem {
  return new ApiProblem({ ...NOTHING_MORE, status: 0, kind: 'unreachable', detail });
}

/** Reads both forms in which the API refuses: problem+json of operators, kind and value for everybody else. */
export function problemIn(status: number, text: string): ApiProblem {
  const found: Partial<Refusal & { value: string; title: string }> = objectIn(text);
  const detail = found.detail ?? found.value ?? found.title ?? `HTTP ${status}`;
  const { kind = `http_${status}`, errors = [], diff = [], exposure = [] } = found;
  return new ApiProblem({ status, kind, detail, errors, diff, exposure });
}

const NOTHING_MORE = { errors: [], diff: [], exposure: [] } as const;

/** A proxy in front may answer with a page of its own. */
function objectIn(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
