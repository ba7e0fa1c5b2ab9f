import { pino, type Logger } from 'pino';
import { Log } from '../../application/log.js';

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

type Fields = Readonly<Record<string, unknown>>;

/** Log lines as JSON, on standard output unless told otherwise. */
export class PinoLog extends Log {
  readonly #logger: Logger;

  constructor(level: LogLevel, descriptor = 1) {
    super();
    const formatters = { level: (label: string) => ({ level: label }) };
    const timestamp = pino.stdTimeFunctions.isoTime;
    this.#logger = pino({ level, base: null, timestamp, formatters }, pino.destination(descriptor));
  }

  override error(message: string, fields: Fields = {}): void {
    this.#logger.error(fields, message);
  }

  override warn(message: string, fields: Fields = {}): void {
    this.#logger.warn(fields, message);
  }

  override info(message: string, fields: Fields = {}): void {
    this.#logger.info(fields, message);
  }

  override debug(message: string, fields: Fields = {}): void {
    this.#logger.debug(fields, message);
  }
}
