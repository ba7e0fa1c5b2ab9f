/** The folder PGlite keeps its files in, made durable: without this an fsync of PostgreSQL is silently not done. */
import { fsyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/**
 * PGlite's file system with the two hooks of Emscripten that it leaves empty: `fsync`, so that a commit survives a
 * power cut, and `onAbort`, so that a PANIC is seen: PGlite swallows it and then never answers again.
 */
export class DurableFileSystem extends NodeFS {
  constructor(
    folder: string,
    private readonly onAbort: () => void,
  ) {
    super(folder);
  }

  override async init(...[database, options]: Parameters<NodeFS['init']>) {
    const { emscriptenOpts } = await super.init(database, options);
    const preRun = [...(emscriptenOpts.preRun ?? []), addFsync];
    return { emscriptenOpts: { ...emscriptenOpts, preRun, onAbort: this.onAbort } };
  }
}

function addFsync(module: EmscriptenWithFiles): void {
  module.FS.filesystems.NODEFS.stream_ops.fsync = fsync;
}

// EIO as Emscripten numbers it. An exception would be swallowed on its way through PGlite; PostgreSQL answers an error
// number with a PANIC, because after a failed fsync nobody knows what is on the disk.
const EIO = 29;

function fsync(file: OpenFile): number {
  try {
    fsyncSync(file.nfd);
    return 0;
  } catch {
    return EIO;
  }
}

interface OpenFile {
  readonly nfd: number;
}

interface EmscriptenWithFiles {
  readonly FS: { filesystems: { NODEFS: { stream_ops: { fsync?: (file: OpenFile) => number } } } };
}
