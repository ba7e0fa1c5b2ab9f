import pg from 'pg';

/**
 * A pool listens to its clients only while nobody uses them, and not while they end: an error in between, as
 * of a server that goes away, would end the whole process. Whoever waits for an answer is told all the same.
 */
export class UnshakenClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
