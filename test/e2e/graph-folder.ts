import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder laid out like graph-data/, in the temporary folder. */
export class GraphFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'roost-graph-data-'));

  constructor() {
    for (const folder of ['streams', 'updates']) mkdirSync(join(this.path, folder));
  }

  /** Writes the documents of a stream: what is given as text or bytes as it is, anything else as JSON. */
  write(stream: string, documents: { index?: unknown; updates?: unknown; profile?: unknown }): void {
    this.#write(`streams/${stream}/releases.json`, documents.index);
    this.#write(`updates/${stream}.json`, documents.updates);
    this.#write(`streams/${stream}/stream.json`, documents.profile);
  }

  remove(name = ''): void {
    rmSync(join(this.path, name), { recursive: true, force: true });
  }

  #write(name: string, content: unknown): void {
    if (content === undefined) return;
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(
      path,
      typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content),
    );
    // A file that has only just been written is waited for: this one has stood for a while.
    const past = new Date(Date.now() - 60_000);
    utimesSync(path, past, past);
  }
}
