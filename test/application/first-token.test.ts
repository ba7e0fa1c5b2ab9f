import { beforeEach, describe, expect, test } from 'vitest';
import { FirstToken, FirstTokenFile } from '../../src/application/first-token.js';
import { Snapshots } from '../../src/application/snapshots.js';
import { Tokens } from '../../src/application/tokens.js';
import { FixedClock, MemoryLog, MemoryWrites } from './fakes.js';

class MemoryFile extends FirstTokenFile {
  readonly texts: string[] = [];
  broken = false;

  override write(token: string): Promise<string> {
    if (this.broken) return Promise.reject(new Error('EROFS: read-only file system'));
    this.texts.push(token);
    return Promise.resolve('/data/admin-token');
  }
}

let writes: MemoryWrites;
let file: MemoryFile;
let log: MemoryLog;

beforeEach(() => {
  writes = new MemoryWrites();
  file = new MemoryFile();
  log = new MemoryLog();
});

function firstToken(bootstrapToken: string | null = null): FirstToken {
  return new FirstToken(writes, { bootstrapToken }, file, log);
}

describe('the first token', () => {
  test('is an admin’s, in its file, and nowhere told', async () => {
    const first = firstToken();
    await first.ensure();
    const [text = ''] = file.texts;
    const snapshots = new Snapshots(writes.streams, log);
    const tokens = new Tokens(writes.tokens, writes, snapshots, { bootstrapToken: null }, new FixedClock(1));
    const rights = { name: 'first', role: 'admin', streams: null, expiresAt: null };
    expect(await tokens.authenticate(text)).toMatchObject(rights);
    expect(first.file).toBe('/data/admin-token');
    expect(log.lines).toEqual([
      { level: 'info', message: 'the first admin token is in a file', fields: { file: '/data/admin-token' } },
    ]);
    expect(JSON.stringify([log.lines, writes.audit])).not.toContain(text.split('_')[2]);
  });

  test('is not needed with one in the settings', async () => {
    const first = firstToken('given');
    await first.ensure();
    expect([first.file, writes.tokens.rows.size, file.texts]).toEqual([null, 0, []]);
  });

  test('is made once', async () => {
    const [first, second] = [firstToken(), firstToken()];
    await Promise.all([first.ensure(), second.ensure()]);
    expect([writes.tokens.rows.size, file.texts.length]).toEqual([1, 1]);
    expect([first.file, second.file]).toEqual(['/data/admin-token', null]);
  });

  test('whose file cannot be written is not kept, so that the next start makes it', async () => {
    file.broken = true;
    await firstToken().ensure();
    expect(writes.tokens.rows.size).toBe(0);
    expect(log.lines).toMatchObject([
      { level: 'error', message: expect.stringContaining('BOOTSTRAP_TOKEN') },
    ]);
    file.broken = false;
    await firstToken().ensure();
    expect([writes.tokens.rows.size, file.texts.length]).toEqual([1, 1]);
  });

  test('waits for a database that is away', async () => {
    writes.tokens.down = true;
    await expect(firstToken().ensure()).rejects.toMatchObject({ kind: 'database_unavailable' });
    expect(log.lines).toEqual([]);
  });
});
