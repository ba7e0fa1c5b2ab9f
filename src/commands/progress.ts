import type { RowBatch } from '../application/backup.js';

const EVERY_MS = 1000;

/** Says on a terminal how far it is, once a second. */
export class Progress {
  #said = Date.now();
  #rows = 0;

  /** The batches as they are, counted. */
  async *along(batches: AsyncIterable<RowBatch>): AsyncGenerator<RowBatch> {
    for await (const batch of batches) {
      yield batch;
      this.#note(batch);
    }
  }

  #note({ table, rows }: RowBatch): void {
    this.#rows += rows.length;
    if (!process.stderr.isTTY || Date.now() - this.#said < EVERY_MS) return;
    this.#said = Date.now();
    process.stderr.write(`${this.#rows} rows, at ${table} ...\n`);
  }
}
