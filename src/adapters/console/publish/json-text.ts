/** A place in a text, as editors count: from 1. */
export interface TextPlace {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

export type Expected = 'value' | 'key' | 'colon' | 'comma' | 'string' | 'end' | 'less_depth' | 'object';

/** Where JSON breaks off, and what should have stood there. */
export interface JsonFault extends TextPlace {
  readonly expected: Expected;
}

export interface JsonText {
  readonly value: unknown;
  /** `null` where it is JSON. */
  readonly fault: JsonFault | null;
}

/** Reads JSON, or says where it breaks off: browsers say that each in another way, and some not at all. */
export function readJson(text: string): JsonText {
  const { fault } = scan(text, new Set());
  if (fault !== null)
    return { value: null, fault: { ...placeAt(text, fault.offset), expected: fault.expected } };
  const value: unknown = JSON.parse(text);
  return { value, fault: null };
}

function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset).split('\n');
  return { offset, line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

export interface Scanned {
  /** Where the wanted pointers lead to. */
  readonly found: ReadonlyMap<string, number>;
  readonly fault: { readonly offset: number; readonly expected: Expected } | null;
}

/** Goes through a text as far as it is JSON. @param wanted JSON Pointers */
export function scan(text: string, wanted: ReadonlySet<string>): Scanned {
  const scanner = new Scanner(text, wanted);
  scanner.run();
  return scanner;
}

const BLANKS = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const MOST_DEPTH = 200;

/** Goes through JSON once; each step says whether to go on. */
class Scanner implements Scanned {
  readonly found = new Map<string, number>();
  fault: Scanned['fault'] = null;
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly wanted: ReadonlySet<string>,
  ) {}

  run(): void {
    if (!this.#value('', 0)) return;
    this.#match(BLANKS);
    if (this.#at < this.text.length) this.#fail('end');
  }

  #value(pointer: string, depth: number): boolean {
    this.#match(BLANKS);
    if (this.wanted.has(pointer)) this.found.set(pointer, this.#at);
    const first = this.text[this.#at];
    if (depth > MOST_DEPTH) return this.#fail('less_depth');
    if (first === '{') return this.#list('}', (_, key) => this.#value(`${pointer}/${key}`, depth + 1));
    if (first === '[') return this.#list(']', (index) => this.#value(`${pointer}/${index}`, depth + 1));
    if (first === '"') return this.#match(STRING) !== null || this.#fail('string');
    return this.#match(SCALAR) !== null || this.#fail('value');
  }

  /** What stands between brackets, with commas between. */
  #list(end: ']' | '}', each: (index: number, key: string) => boolean): boolean {
    this.#at += 1;
    if (this.#takes(end)) return true;
    for (let index = 0; ; index += 1) {
      const key = end === '}' ? this.#key() : '';
      if (key === null || !each(index, key)) return false;
      if (this.#takes(end)) return true;
      if (!this.#takes(',')) return this.#fail('comma');
    }
  }

  /** A name and its colon, as it stands in a JSON Pointer. */
  #key(): string | null {
    this.#match(BLANKS);
    const name = this.#match(STRING);
    if (name === null) {
      this.#fail('key');
      return null;
    }
    if (!this.#takes(':')) {
      this.#fail('colon');
      return null;
    }
    return String(JSON.parse(name)).replaceAll('~', '~0').replaceAll('/', '~1');
  }

  #takes(sign: string): boolean {
    this.#match(BLANKS);
    if (this.text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.text) ?? [];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }

  #fail(expected: Expected): false {
    this.fault = { offset: this.#at, expected };
    return false;
  }
}
