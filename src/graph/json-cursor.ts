import type { Fault } from './problem.js';

/** A JSON text that has been read: its value, and which keys stood in it more than once. */
export interface JsonDocument {
  /** How people know it: a file's path, a URL. */
  readonly name: string;
  readonly value: unknown;
  /** JSON Pointers of members whose key is repeated in their object. */
  readonly repeated: ReadonlySet<string>;
}

/**
 * A place in a JSON document, read field by field. What is not as expected is noted with its JSON
 * Pointer and reading goes on, so that every fault is found at once. Fields nobody asks for do not count.
 */
export class JsonCursor {
  #refused = false;

  constructor(
    private readonly document: JsonDocument,
    private readonly faults: Fault[],
    private readonly value: unknown = document.value,
    readonly path: string = '',
  ) {}

  /** The member called `key`; `null` where it is absent or null. */
  optional(key: string): JsonCursor | null {
    if (!isObject(this.value)) {
      return this.expected('an object');
    }
    const path = `${this.path}/${escapeToken(key)}`;
    const value = Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    const member = new JsonCursor(this.document, this.faults, value, path);
    if (this.document.repeated.has(path)) member.fault('duplicate_key', `"${key}" stands twice; keep one`);
    return value === undefined || value === null ? null : member;
  }

  /** The member called `key`, which has to be there. */
  required(key: string): JsonCursor | null {
    const member = this.optional(key);
    if (!member && isObject(this.value)) {
      this.fault(
        'missing_field',
        `"${key}" is missing or null; it is mandatory here`,
        `/${escapeToken(key)}`,
      );
    }
    return member;
  }

  /** The elements of a list. */
  elements(): readonly JsonCursor[] {
    if (!Array.isArray(this.value)) {
      this.expected('a list');
      return [];
    }
    return this.value.map(
      (value: unknown, i) => new JsonCursor(this.document, this.faults, value, `${this.path}/${i}`),
    );
  }

  /** A string that can be stored and sent; `null`, as with the others below, where it is none. */
  string(): string | null {
    if (typeof this.value !== 'string') return this.expected('a string');
    if (!this.value.isWellFormed() || this.value.includes('\0')) {
      this.fault('invalid_text', 'the string holds a NUL or half of a surrogate pair; remove it');
    }
    return this.value;
  }

  /** A string that names something: too long a one could not be looked up. */
  name(most: number): string | null {
    const text = this.string();
    if (text === null || text.length <= most) return text;
    this.fault('too_long', `expected at most ${most} characters, found ${text.length}`);
    return null;
  }

  boolean(): boolean | null {
    return typeof this.value === 'boolean' ? this.value : this.expected('true or false');
  }

  /** A number from 0 to 1. */
  fraction(): number | null {
    if (typeof this.value !== 'number') return this.expected('a number');
    if (this.value < 0 || this.value > 1) {
      this.fault('fraction_out_of_range', `${this.value} is not a fraction from 0 to 1: 1.0 is everybody`);
    }
    return this.value;
  }

  /** A whole number of at least `least`; `2880.0` is one. */
  integer(least: number): number | null {
    if (typeof this.value === 'number' && Number.isSafeInteger(this.value) && this.value >= least) {
      return this.value + 0; // makes -0 a 0
    }
    return this.expected(`a whole number from ${least} to ${Number.MAX_SAFE_INTEGER}`);
  }

  fault(code: string, message: string, below = ''): void {
    this.faults.push({ code, document: this.document.name, path: this.path + below, message });
  }

  private expected(what: string): null {
    // Many fields may be asked of one thing that has none: say so once.
    if (!this.#refused) this.fault('wrong_type', `expected ${what}, found ${describe(this.value)}`);
    this.#refused = true;
    return null;
  }
}

/** Whether a value read from JSON is an object, and neither null nor a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** @see RFC 6901 3 */
export function escapeToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A document as text. JSON has a minus zero, and what reads us may print it: `JSON.stringify` loses it. */
export function jsonText(value: unknown, indent = 0): string {
  // To look is much less work than to have every member asked for.
  if (!holdsMinusZero(value)) return JSON.stringify(value, null, indent);
  const mark = (_: string, member: unknown) => (Object.is(member, -0) ? MINUS_ZERO : member);
  const marked = JSON.stringify(value, mark, indent);
  return marked.replaceAll(JSON.stringify(MINUS_ZERO), '-0.0');
}

/** No string that was read from a document or a request holds a NUL. */
const MINUS_ZERO = '\0-0';

function holdsMinusZero(value: unknown): boolean {
  if (typeof value === 'number') return Object.is(value, -0);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsMinusZero);
}
