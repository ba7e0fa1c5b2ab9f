import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FirstTokenFile } from '../../application/first-token.js';
import { writePrivately } from './write-privately.js';

/** `admin-token` in the data directory, readable by this user alone. */
export class AdminTokenFile extends FirstTokenFile {
  constructor(private readonly folder: string) {
    super();
  }

  override async write(token: string): Promise<string> {
    const path = join(this.folder, 'admin-token');
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await writePrivately(path, [`${token}\n`]);
    return path;
  }
}
