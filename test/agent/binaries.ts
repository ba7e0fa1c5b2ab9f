import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The last that knows checksums only, the first that knows images, and the newest. */
const VERSIONS = '0.0.29,0.0.30,0.0.32';

/**
 * The agents to test with: those of `ZINCATI`, with colons between, or those of `ZINCATI_VERSIONS`, built once and
 * kept in the cache of the user.
 * @returns paths of programs
 * @throws Error that says what to install
 */
export function agentBinaries(environment: NodeJS.ProcessEnv): readonly string[] {
  const given = environment['ZINCATI'] ?? '';
  if (given !== '') return given.split(':').map(existing);
  const versions = (environment['ZINCATI_VERSIONS'] ?? VERSIONS).split(',');
  const cache = environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return versions.map((version) => built(version, join(cache, 'roost', `zincati-${version}`)));
}

function existing(path: string): string {
  if (!existsSync(path)) throw new Error(`ZINCATI: there is no ${path}; expected paths with colons between`);
  return resolve(path);
}

/** Builds a version, unless it is there already. */
function built(version: string, folder: string): string {
  const binary = join(folder, 'bin/zincati');
  if (existsSync(binary)) return binary;
  process.stderr.write(`building Zincati ${version} into ${folder}: this takes some minutes, once\n`);
  const what = ['install', 'zincati', '--version', version, '--locked', '--root', folder];
  const { error, status } = spawnSync('cargo', [...what, '--config', 'profile.release.debug=false'], {
    stdio: ['ignore', 2, 2],
  });
  if (status === 0) return binary;
  throw new Error(
    `Zincati ${version} could not be built: ${error?.message ?? `cargo install ended with ${status}, see above`}. ` +
      'It takes cargo 1.90 or later (https://rustup.rs; the one of Debian 12 is too old) and, on Debian, ' +
      'apt-get install gcc pkg-config libssl-dev libostree-dev libzstd-dev. Or give ready ones: ' +
      'ZINCATI=/path/zincati:/path/zincati npm run test:agent',
  );
}
