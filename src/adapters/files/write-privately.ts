import { open, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';

/**
 * Replaces a file that only this user may read. Whoever reads it, and whatever fails meanwhile, finds all of
 * it or what was there before; what a killed process left behind is replaced by the next one of its name.
 */
export async function writePrivately(path: string, parts: readonly (string | Buffer)[]): Promise<void> {
  const part = `${path}.${hostname()}-${process.pid}${PART}`;
  await rm(part, { force: true });
  try {
    const file = await open(part, 'wx', 0o600);
    try {
      // Each behind the one before.
      for (const part of parts) await file.writeFile(part);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** What a file's name ends with while it is written. */
export const PART = '.part';
