import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { ParseArgsConfig } from 'node:util';

/** What was typed after the name of a command. */
export interface CommandInput {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

export interface Command {
  /** Arguments and options, for `--help`. */
  readonly usage: string;
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** @returns the exit status */
  run(input: CommandInput): Promise<number>;
}

/** Typed wrongly: exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The one argument a command takes. */
export function onlyArgument({ positionals }: CommandInput, what: string): string {
  const [argument, ...more] = positionals;
  if (argument === undefined) throw new UsageError(`${what} is missing`);
  if (more.length > 0) throw new UsageError(`one ${what} at a time: ${more.join(' ')} is too much`);
  return argument;
}

export function noArguments({ positionals }: CommandInput): void {
  if (positionals.length > 0) throw new UsageError(`${positionals.join(' ')}: no arguments are expected`);
}

/** A string option, where it was given. */
export function optionOf({ values }: CommandInput, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** What is in the file that an option names; `-` is standard input. @throws UsageError where it cannot be read */
export async function bytesOf(option: string, file: string): Promise<Buffer> {
  try {
    return file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    throw new UsageError(`--${option}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Prints data: as JSON where it was asked for, else as text. */
export function print(input: CommandInput, data: unknown, text: string): void {
  process.stdout.write(input.values['json'] === true ? `${JSON.stringify(data, null, 2)}\n` : text);
}
