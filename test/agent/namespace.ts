import { spawnSync } from 'node:child_process';

/** `unshare` and what makes a machine: mounts and processes of its own, and a user of its own unless we are root. */
export const NAMESPACE = [
  'unshare',
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
  ...['--mount', '--pid', '--fork', '--kill-child'],
] as const;

const NEEDED = ['unshare', 'mount', 'chroot', 'cat', 'cmp', 'sh'] as const;

/** @throws Error that says what this machine lacks to run agents, and what would help */
export function ensureNamespaces(): void {
  if (process.platform !== 'linux') throw new Error('real agents run on Linux only');
  const missing = NEEDED.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
  if (missing.length > 0)
    throw new Error(
      `missing: ${missing.join(', ')}. On Debian: apt-get install coreutils diffutils mount util-linux`,
    );
  const [command, ...options] = NAMESPACE;
  const { status, stderr } = spawnSync(command, [...options, 'mount', '--bind', '/usr', '/usr']);
  if (status === 0) return;
  throw new Error(
    `an agent needs namespaces of its own, and this machine refuses them: ${String(stderr).trim()}\n` +
      'Run as root with CAP_SYS_ADMIN (docker run --cap-add SYS_ADMIN --security-opt apparmor=unconfined), or ' +
      'allow users their namespaces: sysctl kernel.unprivileged_userns_clone=1 user.max_user_namespaces=10000 ' +
      'kernel.apparmor_restrict_unprivileged_userns=0 (of these, those that there are)',
  );
}
