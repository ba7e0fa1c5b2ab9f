import { describe, expect, test } from 'vitest';
import { judge, type Answer } from './answer.js';
import { WHOLE_SCOPE, type Content } from './content.js';
import { expectedGraphs, type Asked } from './expected-graphs.js';
import { OperatedStream } from './operated-stream.js';
import { finishRollout, newRelease, pauseRollout, publish, toggle } from './operations.js';
import { Outages } from './outages.js';
import { Saboteur } from './saboteur.js';
import { Random } from './random.js';

const START = Math.floor(Date.now() / 1000);
const RUNNING = { start: START - 900, fraction: 0, minutes: 60 };
const OUT = { start: START - 60, fraction: 1, minutes: null };

function release(count: number, sections: Parameters<typeof newRelease>[2] = {}) {
  return newRelease(count, String(count).repeat(128), sections);
}

/** Who asks at a second of the test: it goes by the clock of the soak. */
function asked(wariness = 0, secondsLater = 0): Asked {
  const sentAt = (START + secondsLater) * 1000;
  return { scope: WHOLE_SCOPE, wariness, sentAt, receivedAt: sentAt + 20 };
}

function graph(content: Content, by: Asked): string {
  return expectedGraphs(content, by)[0]!;
}

/** A right answer, but for what is given. */
function answer(content: Content, revision: number, wrong: Partial<Answer> = {}): Answer {
  const by = { ...asked(), ...wrong };
  const right = { instance: 'alpha', status: 200, contentType: 'application/json', revision };
  return { ...right, ...by, body: wrong.body ?? graph(content, by) };
}

/** Four releases, of which the third is a barrier and the last one has come a quarter of its way. */
function prepared(): { readonly stream: OperatedStream; readonly contents: readonly Content[] } {
  const stream = new OperatedStream('stable', new Outages());
  const drafts = [
    release(0),
    release(1),
    release(2, { barrier: 'a step', rollout: OUT }),
    release(3, { rollout: RUNNING }),
  ];
  const contents = drafts.map((draft) => stream.begin(publish(draft)).content!);
  return { stream, contents };
}

describe('a right answer', () => {
  test('is one of any revision that has been asked for, from an instance that has not been further', () => {
    const { stream, contents } = prepared();
    expect(contents.map((content, index) => judge(stream, answer(content, index + 1)))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test('may have its keys in another order', () => {
    const { stream, contents } = prepared();
    const { nodes, edges } = JSON.parse(graph(contents[3]!, asked()));
    expect(judge(stream, answer(contents[3]!, 4, { body: JSON.stringify({ edges, nodes }) }))).toBeNull();
  });

  test('goes by the throttle of the second in which it was made', () => {
    const { stream, contents } = prepared();
    const [before, after] = [answer(contents[3]!, 4, asked(0.3)), answer(contents[3]!, 4, asked(0.3, 600))];
    expect(before.body).not.toBe(after.body);
    expect([before, after].map((one) => judge(stream, one))).toEqual([null, null]);
    const [early, late] = [
      { ...before, body: after.body },
      { ...after, body: before.body },
    ];
    expect([early, late].map((one) => judge(stream, one))).toEqual([
      'not the graph of revision 4',
      'not the graph of revision 4',
    ]);
  });
});

describe('a wrong answer is found:', () => {
  const { contents } = prepared();
  const [older, newest] = [contents[2]!, contents[3]!];
  const right = graph(newest, asked());
  test.each<readonly [string, Partial<Answer>, string]>([
    ['another status', { status: 502 }, 'status 502'],
    ['another type', { contentType: 'text/html' }, 'content type text/html'],
    ['no revision', { revision: NaN }, 'no Roost-Revision'],
    ['a revision from nowhere', { revision: 5 }, 'revision 5, and nobody has asked for more than 4'],
    ['an empty graph', { body: '{"nodes":[],"edges":[]}' }, 'not the graph of revision 4'],
    ['half a graph', { body: right.slice(0, 300) }, 'not the graph of revision 4'],
    ['one edge less', { body: right.replace('[0,2],', '') }, 'not the graph of revision 4'],
    [
      'edges in another order',
      { body: right.replace('[0,2],[1,2]', '[1,2],[0,2]') },
      'not the graph of revision 4',
    ],
    ['another payload', { body: right.replace('3333', '3334') }, 'not the graph of revision 4'],
    [
      'a number for a text',
      { body: right.replace('"age_index":"0"', '"age_index":0').replace('index":"0"', 'index":0') },
      'not the graph of revision 4',
    ],
    ['another revision under this name', { body: graph(older, asked()) }, 'not the graph of revision 4'],
    [
      'nodes of one revision with edges of another',
      { body: right.replace(/"edges".*/, graph(older, asked()).match(/"edges".*/)![0]) },
      'not the graph of revision 4',
    ],
    ['what an agent that waits is not offered', { wariness: 1, body: right }, 'not the graph of revision 4'],
  ])('%s', (_, wrong, fault) => {
    const { stream } = prepared();
    expect(judge(stream, answer(newest, 4, wrong))).toBe(fault);
  });
});

describe('an instance', () => {
  test('never goes back', () => {
    const { stream, contents } = prepared();
    expect(judge(stream, answer(contents[3]!, 4))).toBeNull();
    expect(judge(stream, answer(contents[2]!, 3, asked(0, 1)))).toBe(
      'went back: it had served revision 4 before, and serves 3',
    );
    expect(judge(stream, answer(contents[2]!, 3, { ...asked(0, 1), instance: 'beta' }))).toBeNull();
  });

  test('may answer a request that was sent before with what was before', () => {
    const { stream, contents } = prepared();
    expect(judge(stream, answer(contents[3]!, 4))).toBeNull();
    expect(judge(stream, answer(contents[2]!, 3))).toBeNull();
  });

  test('serves what it has acknowledged at once, and the others do within seconds', () => {
    const { stream, contents } = prepared();
    stream.watch.saw('alpha', 4, asked().sentAt);
    expect(judge(stream, answer(contents[2]!, 3, asked(0, 1)))).toContain('went back');
    const beta = (later: number) =>
      judge(stream, answer(contents[2]!, 3, { ...asked(0, later), instance: 'beta' }));
    expect([beta(4), beta(6)]).toEqual([null, 'stale: revision 4 was known 5000 ms before, and it serves 3']);
  });

  test('knows what it had written down when it starts without a database', () => {
    const { stream, contents } = prepared();
    stream.watch.saw('alpha', 4, asked().sentAt);
    stream.watch.forget('alpha');
    expect(judge(stream, answer(contents[2]!, 3, asked(0, 1)))).toBeNull();
  });
});

describe('what depends on when it was done', () => {
  test.each([
    ['pause', pauseRollout],
    ['finish', finishRollout],
  ])('is told by the first answer, and all others are held to it: %s', (_, operation) => {
    const { stream, contents } = prepared();
    const step = stream.begin(operation('42.1003.3.1'));
    expect(stream.isSettled).toBe(false);
    const done = Math.floor(step.begunAt / 1000);
    const [one, other] = [done, done + 1].map((at) =>
      answer(step.operation.apply(contents[3]!, at), 5, asked(0, at - START + 1)),
    );
    expect(judge(stream, one!)).toBeNull();
    expect(stream.isSettled).toBe(true);
    expect(judge(stream, other!)).toBe('not the graph of revision 5');
  });

  test('is not done before it was asked for', () => {
    const { stream, contents } = prepared();
    const { apply } = stream.begin(pauseRollout('42.1003.3.1')).operation;
    const at = START - 60;
    expect(judge(stream, answer(apply(contents[3]!, at), 5, asked(0, 2)))).toBe(
      `pause 42.1003.3.1 at ${at}, which was not asked for then`,
    );
  });
});

describe('what the soak spoils itself', () => {
  test.each(['older', 'edge', 'status'] as const)('is found: %s', (sabotage) => {
    const { stream, contents } = prepared();
    const saboteur = new Saboteur(sabotage, new Random(1, 'test'));
    const marked = stream.begin(toggle(contents[3]![1]!, 'deadend', 'broken')).content!;
    const faults = Array.from({ length: 2000 }, (_, count) => {
      const [content, revision] = count < 100 ? [contents[3]!, 4] : [marked, 5];
      const right = answer(content, revision, asked(0, count));
      const headers = { 'content-type': right.contentType, 'roost-revision': String(revision) };
      const reply = { ...right, headers, body: Buffer.from(right.body) };
      const spoilt = saboteur.spoil('/v1/graph?stream=stable&rollout_wariness=0', reply);
      if ('error' in spoilt) return spoilt.error;
      const given = { status: spoilt.status, body: spoilt.body.toString() };
      return judge(stream, { ...right, ...given, revision: Number(spoilt.headers['roost-revision']) });
    });
    expect(faults.filter((fault) => fault !== null).length).toBeGreaterThan(3);
  });
});
