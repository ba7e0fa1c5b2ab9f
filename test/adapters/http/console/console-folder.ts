import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of files as a build leaves them. */
export class ConsoleFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'roost-console-'));

  write(name: string, content: string | Buffer): void {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
