import { expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import type { Asked } from '../../src/adapters/http/explain/asked.js';
import { LANGUAGES } from '../../src/adapters/http/explain/language.js';
import { viewExplanation } from '../../src/adapters/http/explain/view-explanation.js';
import { buildGraph } from '../../src/graph/build-graph.js';
import { explain, VERDICTS } from '../../src/graph/explain.js';
import type { Release, Rollout } from '../../src/graph/model.js';
import { nearReleases } from '../../src/graph/near.js';
import { targetsOf } from '../../src/graph/policy.js';
import { aliasesInScope } from '../../src/graph/payload-aliases.js';
import { releaseOf, rolloutOf } from '../graph/draw.js';

const NOW = 1_784_649_600; // 2026-07-21T16:00:00Z
const HOUR = 3600;
const LINK = 'https://example.com/tracker/17';
const FINISHED = rolloutOf(null, 1, null);

const VERSIONS = ['44.20260607.3.1', '44.20260621.3.1', '44.20260707.3.1', '44.20260721.3.1'];

/** The newest ones of a stream, as far as they are given. */
function streamOf(...marks: readonly Partial<Release>[]): readonly Release[] {
  return marks.map((more, i) => ({ ...releaseOf(VERSIONS[i] ?? '', i), ...more }));
}

const paused = (throttle: number, publicReason: string | null): Rollout => {
  const pause = { reason: 'boot loops', publicReason, reviewAt: null, plan: rolloutOf(NOW, 0, 2880) };
  return { ...rolloutOf(NOW - HOUR, throttle, null), pause };
};
const rolling = rolloutOf(NOW - 6 * HOUR, 0, 2880);
const barrier = { reason: LINK, basearches: null };
const [AARCH64] = [[{ basearch: 'aarch64', scheme: 'checksum', payload: 'a'.repeat(64) }]] as const;

const CASES: Readonly<Record<string, readonly [readonly Release[], Partial<Asked>]>> = {
  'up to date': [streamOf({}, { rollout: FINISHED }), { version: VERSIONS[1]! }],
  'up to date, at the end of the stream': [streamOf({}), { version: VERSIONS[0]!, isEndOfLife: true }],
  'offered now': [streamOf({}, { rollout: FINISHED }), { version: VERSIONS[0]! }],
  'offered now, while a newer one is on its way': [
    streamOf({}, { rollout: FINISHED }, { rollout: rolling }),
    { version: VERSIONS[0]! },
  ],
  'offered now, while a newer one is paused': [
    streamOf({}, { rollout: FINISHED }, { rollout: paused(0.12, null) }),
    { version: VERSIONS[0]! },
  ],
  'a barrier': [streamOf({}, { barrier }, { barrier }, { rollout: FINISHED }), { version: VERSIONS[0]! }],
  'a barrier with one update after it': [
    streamOf({}, { barrier }, { rollout: FINISHED }),
    { version: VERSIONS[0]! },
  ],
  'a barrier that is the newest': [streamOf({}, { barrier }), { version: VERSIONS[0]! }],
  'held back': [streamOf({}, { rollout: rolling }), { version: VERSIONS[0]! }],
  'held back before the start': [
    streamOf({}, { rollout: rolloutOf(NOW + HOUR, 0, 2880) }),
    { version: VERSIONS[0]! },
  ],
  'held back by two': [
    streamOf({}, { rollout: rolling }, { rollout: rolloutOf(NOW, 0, 600) }),
    { version: VERSIONS[0]! },
  ],
  'held back by one, while the other is paused': [
    streamOf({}, { rollout: rolling }, { rollout: paused(0.3, LINK) }),
    { version: VERSIONS[0]! },
  ],
  'held back for ever': [
    streamOf({}, { rollout: rolloutOf(NOW + HOUR, 0.3, null) }),
    { version: VERSIONS[0]! },
  ],
  'held back, and it does not say who it is': [
    streamOf({}, { rollout: rolling }),
    { version: VERSIONS[0]!, wariness: { value: 0.18848315746051456, source: 'none' } },
  ],
  'held back by little': [
    streamOf({}, { rollout: rolloutOf(NOW - HOUR, 0.6532, null) }, { rollout: rolloutOf(NOW, 0.6532, 60) }),
    { version: VERSIONS[0]! },
  ],
  'held back beyond all times': [
    streamOf({}, { rollout: rolloutOf(NOW * 1000, 0, 2880) }),
    { version: VERSIONS[0]! },
  ],
  'offered at another time': [
    streamOf({}, { rollout: FINISHED }),
    { version: VERSIONS[0]!, isNow: false },
  ],
  'offered to a request that does not say who it is': [
    streamOf({}, { rollout: rolloutOf(NOW - 10 * HOUR, 0, 2880) }),
    { version: VERSIONS[0]!, wariness: { value: 0.18848315746051456, source: 'none' } },
  ],
  'offered a deadend': [
    streamOf({}, { rollout: FINISHED, deadend: barrier }),
    { version: VERSIONS[0]! },
  ],
  'paused, asked about a time before that': [
    streamOf({}, { rollout: paused(0.125, null) }),
    { version: VERSIONS[0]!, at: NOW - 2 * HOUR, isNow: false },
  ],
  paused: [streamOf({}, { rollout: paused(0.125, null) }), { version: VERSIONS[0]! }],
  'paused, for a reason that may be told': [
    streamOf({}, { rollout: paused(0.125, `Some nodes do not boot, see ${LINK}`) }),
    { version: VERSIONS[0]! },
  ],
  'a deadend': [
    streamOf({ deadend: barrier }, { rollout: FINISHED }),
    { version: VERSIONS[0]! },
  ],
  'a deadend that is the newest': [streamOf({ deadend: barrier }), { version: VERSIONS[0]! }],
  'a deadend before releases that are no better': [
    streamOf({ deadend: barrier }, { rollout: paused(0.1, null) }, { retired: 'eats disks' }, { rollout: FINISHED, deadend: barrier }),
    { version: VERSIONS[0]! },
  ],
  'no way but to what is retired': [streamOf({}, { retired: 'eats disks' }), { version: VERSIONS[0]! }],
  'no way': [streamOf({}, {}), { version: VERSIONS[0]! }],
  'a payload that nobody knows': [streamOf({}), { payload: 'f'.repeat(64) }],
  'a payload that nobody knows, of a version that is known': [
    streamOf({}, {}),
    { payload: 'f'.repeat(64), version: VERSIONS[1]! },
  ],
  'a payload of another basearch': [streamOf({}, { payloads: AARCH64 }), { payload: 'a'.repeat(64) }],
  'a payload cut short': [streamOf({}, {}), { payload: '0'.repeat(63) }],
  'a payload of a thousand characters': [streamOf({}), { payload: 'x'.repeat(1000) }],
  'a version that nobody knows': [streamOf({}, {}), { version: '44.20260621.3.0' }],
  'a version that is like no other': [streamOf({}), { version: '1' }],
  'a version of another basearch': [streamOf({}, { payloads: AARCH64 }), { version: VERSIONS[1]! }],
  'a stream without a release': [[], { payload: 'f'.repeat(64) }],
};

function views([releases, said]: readonly [readonly Release[], Partial<Asked>]) {
  const scope = { basearch: 'x86_64', scheme: 'checksum' } as const;
  const wariness = { value: 0.6533234000651716, source: 'node_uuid' } as const;
  const asked: Asked = {
    ...{ stream: 'stable', ...scope, isEndOfLife: false, payload: null, version: null, wariness },
    ...{ at: NOW, isNow: true },
    ...said,
  };
  const graph = buildGraph(releases, scope.basearch, scope.scheme);
  const aliases = aliasesInScope(releases, { graph, ...scope });
  const explanation = explain({ graph, targets: targetsOf(graph), aliases }, { ...asked, wariness: asked.wariness.value });
  const isUnknown = explanation.verdict === 'unknown_payload';
  const near = isUnknown ? nearReleases([{ name: 'stable', releases }], asked) : [];
  return LANGUAGES.map((language) => viewExplanation({ asked, stream: { revision: 1, releases }, explanation, near }, language));
}

test('what people are told, in every language, stands in messages.md', async () => {
  const sections = Object.entries(CASES).map(([title, example]) => {
    const said = views(example);
    return `## ${title} (${said[0]?.verdict})\n\n${said.map(({ message }) => `- ${message}\n`).join('')}`;
  });
  const text = `# What GET /v1/explain says to people\n\nMade by messages.test.ts; \`npm run golden\` makes it anew.\n\n${sections.join('\n')}`;
  await expect(text).toMatchFileSnapshot('messages.md');
});

test('every verdict is there', () => {
  const said = Object.values(CASES).map((example) => views(example)[0]?.verdict);
  expect([...new Set(said)].sort()).toEqual([...VERDICTS].sort());
});

test("both languages name the same versions, times and shares, and keep the field's words", () => {
  const parts = /\d[\w.-]*(?::\d\d)*Z?|\b(barrier|deadend|rollout|payload|release|stream|alias|basearch|scheme)\b/g;
  for (const example of Object.values(CASES)) {
    const [english, chinese] = views(example).map(({ message }) => new Set(message.match(parts)));
    const numbers = (words: Set<string> | undefined) =>
      [...(words ?? [])].flatMap((word) => /^\d[^.]*(?:\.[^.]+)*/.exec(word) ?? []).sort();
    expect(new Set(numbers(chinese))).toEqual(new Set(numbers(english)));
  }
});

test('Chinese has its own punctuation', () => {
  for (const example of Object.values(CASES)) {
    const [, chinese] = views(example);
    expect(chinese?.message).not.toMatch(/\p{Script=Han} ?[,:;()]|[,:;()] ?\p{Script=Han}/u);
  }
});

test('the golden file has Chinese in it, and no text is left empty', () => {
  const lines = readFileSync(new URL('messages.md', import.meta.url), 'utf8').match(/^- .*$/gm) ?? [];
  lines.forEach((line, i) => expect(/\p{Script=Han}{4}/u.test(line), line).toBe(i % 2 === 1));
  expect(lines).toHaveLength(2 * Object.keys(CASES).length);
});
