import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FirstTokenFile } from '../../application/first-token.js';

/** `admin-token` in the data directory, readable by this user alone. */
export class AdminTokenFile extends FirstTokenFile {
  constructor(private readonly folder: string) {
    super();
  }

  override async write(token: string): Promise<string> {
    const path = join(this.folder, 'admin-token');
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await rm(`${path}.part`, { force: true });
    const file = await open(`${path}.part`, 'wx', 0o600);
    try {
      await file.writeFile(`${token}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
    return path;
  }
}
