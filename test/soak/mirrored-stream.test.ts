import { beforeEach, describe, expect, test } from 'vitest';
import { judge, type Answer } from './answer.js';
import { WHOLE_SCOPE } from './content.js';
import { expectedGraphs } from './expected-graphs.js';
import { MirroredDocuments } from './mirrored-documents.js';
import { MirroredStream } from './mirrored-stream.js';
import { Outages } from './outages.js';
import { Random } from './random.js';

const NOW = Math.floor(Date.now() / 1000);
let documents: MirroredDocuments;
let stream: MirroredStream;

/** Releases 0 and 1; then 1 is rolled out, 2 is built, and 2 is rolled out. */
beforeEach(() => {
  documents = new MirroredDocuments('next', new Random(7, 'next'));
  stream = new MirroredStream(documents, new Outages());
  stream.begins(10);
  for (let count = 0; count < 3; count++) documents.publish(NOW);
});

/** The answer of an instance that has read two versions of the documents, each second another one. */
function answer(revision: number, version: readonly [number, number], wrong: Partial<Answer> = {}): Answer {
  const sentAt = (NOW + revision) * 1000;
  const by = { scope: WHOLE_SCOPE, wariness: 0, sentAt, receivedAt: sentAt + 10 };
  const body = expectedGraphs(documents.contentOf(...version), by)[0]!;
  return { ...by, instance: 'alpha', status: 200, contentType: 'application/json', revision, body, ...wrong };
}

describe('a stream that follows documents', () => {
  test('may be of any pair of documents that could be read, as long as it goes on', () => {
    const late = { sentAt: (NOW + 15) * 1000 };
    const answers = [answer(11, [0, 0]), answer(12, [0, 1]), answer(14, [1, 2]), answer(13, [1, 1], late)];
    const faults = answers.map((one) => judge(stream, one));
    expect(faults).toEqual([null, null, null, 'went back: it had served revision 14 before, and serves 13']);
  });

  test('is of one pair on all instances', () => {
    expect(judge(stream, answer(12, [1, 1]))).toBeNull();
    expect(judge(stream, answer(12, [1, 1], { instance: 'beta' }))).toBeNull();
    expect(judge(stream, answer(12, [1, 2], { instance: 'beta' }))).toBe(
      'the graph of none of 1 pairs of documents it may be of',
    );
  });

  test('is not of earlier documents in a later revision', () => {
    expect(judge(stream, answer(12, [1, 1]))).toBeNull();
    expect(judge(stream, answer(13, [0, 1]))).toContain('the graph of none');
  });

  test('is not of documents that never were', () => {
    const right = answer(12, [1, 2]);
    expect(judge(stream, { ...right, body: right.body.replace('[', '[ 7,') })).toContain('the graph of none');
  });

  test('keeps what operators have put over it', () => {
    const right = answer(12, [1, 2]);
    expect(right.body).toContain('"org.fedoraproject.coreos.updates.deadend":"true"');
    const without = right.body.replace(/,"org\.fedoraproject\.coreos\.updates\.deadend[^"]*":"[^"]*"/g, '');
    expect(judge(stream, { ...right, body: without })).toContain('the graph of none');
    expect(judge(stream, answer(9, [1, 2]))).toContain('from before what operators have put over it');
  });

  test('has come to documents when some answer proves it', () => {
    expect(stream.hasCome(12, { index: 0, updates: 0 })).toBe(false);
    expect(judge(stream, answer(12, [1, 1]))).toBeNull();
    expect([
      stream.hasCome(12, { index: 1, updates: 1 }),
      stream.hasCome(12, { index: 1, updates: 2 }),
    ]).toEqual([true, false]);
  });
});
