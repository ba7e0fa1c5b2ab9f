/** What values a setting can have. */
export interface Kind<T> {
  /** Says `null` to what it does not understand. */
  readonly parse: (text: string) => T | null;
  readonly expected: string;
}

/** The settings of an environment: whatever is wrong with any of them is told of all at once. */
export class Settings {
  constructor(
    private readonly environment: NodeJS.ProcessEnv,
    private readonly faults: string[],
  ) {}

  /** An empty setting is one that is not there. */
  read<T, D>(name: string, otherwise: D, { parse, expected }: Kind<T>): T | D {
    const text = this.environment[name];
    if (text === undefined || text === '') return otherwise;
    const value = parse(text);
    if (value !== null) return value;
    this.faults.push(`${name}: expected ${expected}, was given ${shown(name, text)}`);
    return otherwise;
  }

  /** What is wrong, in sentences of its own. */
  refuse(sentences: readonly string[]): void {
    this.faults.push(...sentences);
  }

  /** One setting makes no sense without another. */
  miss(name: string, besides: string): void {
    this.faults.push(`${name}: expected with ${besides}, was given nothing`);
  }
}

const SECRETS: readonly string[] = ['DATABASE_URL', 'BOOTSTRAP_TOKEN'];

/** What was given goes into the log, but passwords, which URLs can hold, do not. */
function shown(name: string, text: string): string {
  const isSecret = SECRETS.includes(name) || (name === 'MIRROR_URL' && text.includes('@'));
  return isSecret ? 'a value that is none' : JSON.stringify(text);
}
