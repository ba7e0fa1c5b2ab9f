/** Unix sockets in directories with long names: the address of a socket holds 107 bytes on Linux and 103 on macOS. */
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A path to a directory, and how to give it back. */
export interface ShortPath {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * A path to `directory` to which `more` bytes can be added for the address of a unix socket: the directory's own, or a
 * symbolic link to it in the system's temporary folder.
 */
export async function shortPath(directory: string, more: number): Promise<ShortPath> {
  if (Buffer.byteLength(directory) + more <= longestAddress)
    return { path: directory, remove: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'roost-'));
  const path = join(folder, 'data');
  await symlink(directory, path);
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

const longestAddress = 103;
