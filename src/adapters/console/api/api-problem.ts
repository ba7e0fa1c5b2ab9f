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
  constructor(
    readonly refusal: Refusal,
    /** After how many seconds it is worth asking again; `null` where the server did not say. */
    readonly retryAfter: number | null = null,
  ) {
    super(refusal.detail);
  }

  get kind(): string {
    return this.refusal.kind;
  }

  /** Nobody knows what came of it. */
  get isUnanswered(): boolean {
    return this.refusal.status === 0;
  }

  /** Whether the server is away: a proxy may say so for it. What it refuses itself is an answer. */
  get isOutage(): boolean {
    return this.isUnanswered || this.kind === 'not_ready' || PROXIES_SAY.includes(this.kind);
  }

  /** Whether the same request may be answered well the next time. */
  get isPassing(): boolean {
    const { status } = this.refusal;
    return this.isUnanswered || status === 408 || status === 429 || status >= 500;
  }
}

/** The kinds that `problemIn` gives to answers that are not the server's own. */
const PROXIES_SAY: readonly string[] = ['http_502', 'http_503', 'http_504'];

export function unreachable(detail: string): ApiProblem {
  return new ApiProblem({ ...NOTHING_MORE, status: 0, kind: 'unreachable', detail });
}

/** Whatever was thrown while something was asked for. */
export function problemOf(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : unreachable(String(error));
}

/** Reads both forms in which the API refuses: problem+json of operators, kind and value for everybody else. */
export function problemIn(status: number, text: string, retryAfter: string | null = null): ApiProblem {
  const found: Partial<Refusal & { value: string; title: string }> = objectIn(text);
  const detail = found.detail ?? found.value ?? found.title ?? `HTTP ${status}`;
  const { kind = `http_${status}`, errors = [], diff = [], exposure = [] } = found;
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : null;
  return new ApiProblem({ status, kind, detail, errors, diff, exposure }, seconds);
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
