/** What is told to the people who keep the server up; never a secret, never a line for an agent's request. */
export abstract class Log {
  /** Someone must act now. */
  abstract error(message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** It healed, or will heal by itself, or has time. */
  abstract warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** A change to what is served. */
  abstract info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  abstract debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** A thrown thing as fields of a log line. */
export function thrown(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: String(error) };
  const { message, stack, cause } = error;
  return {
    error: message,
    stack,
    ...(cause instanceof Error && { cause: `${cause.name}: ${cause.message}` }),
  };
}
