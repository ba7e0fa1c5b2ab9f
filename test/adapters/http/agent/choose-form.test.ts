import { describe, expect, test } from 'vitest';
import { chooseForm } from '../../../../src/adapters/http/agent/choose-form.js';
import { PreparedAnswer } from '../../../../src/adapters/http/agent/prepared-answer.js';
import { Traffic } from '../../../../src/adapters/http/agent/traffic.js';

const BOTH = new PreparedAnswer(Buffer.from('{}'), 1, 'hash');
BOTH.addForm({ coding: 'gzip', bytes: Buffer.from('g'), tag: 'gzip' });

describe('of what is prepared', () => {
  test.each([
    [undefined, undefined, '"hash"', false],
    ['gzip', undefined, '"hash-gzip"', false],
    // Not made yet.
    ['br', undefined, '"hash"', false],
    ['gzip', '"hash-gzip"', '"hash-gzip"', true],
    // Of another form: a strong validator is about bytes.
    ['gzip', '"hash"', '"hash-gzip"', false],
    [undefined, '"hash"', '"hash"', true],
    [undefined, '"other"', '"hash"', false],
  ])(
    'who accepts %s and has %s gets %s, unmodified: %s',
    (acceptEncoding, ifNoneMatch, etag, isUnmodified) => {
      const traffic = new Traffic().scope('s', 'x86_64', 'checksum');
      const chosen = chooseForm({ answer: BOTH, traffic }, { acceptEncoding, ifNoneMatch });
      expect([chosen.form.etag, chosen.isUnmodified]).toEqual([etag, isUnmodified]);
      expect([traffic.sent, traffic.notModified]).toEqual(isUnmodified ? [0, 1] : [1, 0]);
    },
  );
});
