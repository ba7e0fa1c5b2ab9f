import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { busiestShare, cpuSeconds, statFields, threadSeconds } from '../../bench/machine/cpu.js';
import { coreTime, idleShare } from '../../bench/machine/idle.js';
import { familyOf, listenersOn, listeningInodes, residentMiB } from '../../bench/machine/processes.js';

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4242 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:D2F0 01 00000000:00000000 00:00000000 00000000     0        0 4243 1 0 20 4 30 10 -1
   2: 00000000:01BB 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4244 1 0 100 0 0 10 0
`;

describe("the kernel's table of sockets", () => {
  test.each([
    [8080, ['4242']],
    [443, ['4244']],
    [80, []],
    [54000, []],
  ])('port %d is listened on by %j', (port, inodes) => {
    expect(listeningInodes(TABLE, port)).toEqual(inodes);
  });
});

test('a name with brackets and blanks does not shift the fields', () => {
  expect(statFields('12 (a) b (c) S 1 2')).toEqual(['S', '1', '2']);
});

test('the time of cores is idle with what waits for the disk, and without what guests use', () => {
  const before = coreTime('cpu  10 0 10 100 5 1 1 1 7 7\ncpu0 1 1 1 1 1 1 1 1 1 1\n');
  const after = coreTime('cpu  20 0 20 115 10 1 1 1 9 9\n');
  expect([before, idleShare(before, after)]).toEqual([{ idle: 105, all: 128 }, 0.5]);
});

test.each([
  [{ a: 1, b: 1 }, { a: 2, b: 2 }, 0.5],
  [{ a: 1, b: 1 }, { a: 4, b: 2 }, 0.75],
  [{ a: 1 }, { a: 1, b: 2 }, 1],
])('of %j to %j, the busiest thread has %d', (before, after, share) => {
  expect(busiestShare(new Map(Object.entries(before)), new Map(Object.entries(after)))).toBe(share);
});

describe('processes of this machine', () => {
  test('whoever listens on a port is found by it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(listenersOn(port)).toContain(process.pid);
    server.close();
    await once(server, 'close');
    expect(listenersOn(port)).toEqual([]);
  });

  test('a family is a process with its children and theirs', async () => {
    const child = spawn('/bin/sh', ['-c', 'sleep 30 & echo $!; wait'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [output] = await once(child.stdout, 'data');
    const grandchild = Number(String(output));
    expect(familyOf(child.pid!)).toEqual([child.pid, grandchild]);
    process.kill(grandchild);
    await once(child, 'exit');
  });

  test('threads of one are told apart, and are all of it', () => {
    const sum = [...threadSeconds([process.pid]).values()].reduce((all, one) => all + one, 0);
    // Threads that have ended count for the process only, and each is rounded by itself.
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThanOrEqual(cpuSeconds([process.pid]) + 0.1);
  });

  test('CPU time and memory of one can be read', () => {
    expect(cpuSeconds([process.pid])).toBeGreaterThan(0);
    expect(residentMiB(process.pid)).toBeGreaterThan(10);
  });
});
