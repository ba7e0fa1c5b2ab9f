import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { BootedNode } from '../data/booted-node.js';
import { makeStream } from '../data/made-stream.js';
import { measure } from '../load/measure.js';
import type { PartResult, Row } from '../report/result.js';
import { median, ratiosOf } from '../report/statistics.js';
import { Bare } from '../servers/bare.js';
import type { RoostServer } from '../servers/roost-server.js';
import { findSubjects, type AnswerKind, type Subjects } from '../servers/subjects.js';
import { settleOnCore, startRoost, type Stage } from '../stage.js';
import type { Part } from './part.js';

const SIZES = [100, 1_000, 5_000, 20_000] as const;
const KINDS = ['identity', '304'] as const;
const ROUNDS = 3;

/** Noise let pass: nothing but the bytes may make an answer dearer than that of a server that only writes them. */
const LEAST_RATIO = 0.95;

interface Case {
  readonly releases: number;
  readonly kind: AnswerKind;
  readonly subjects: Subjects;
  readonly ours: number[];
  readonly bare: number[];
}

export const size: Part = { title: 'Cost by the size of the graph', isQuick: false, measure: measureSize };

async function measureSize(stage: Stage): Promise<PartResult> {
  const folder = await mkdtemp(join(stage.folder, 'sizes-'));
  const nodes: BootedNode[] = [];
  for (const releases of SIZES)
    nodes.push(await makeStream(folder, { name: `of-${releases}`, releases, images: false }));
  const roost = await startRoost(stage, { graphData: folder });
  const bare = new Bare();
  stage.undo.add(() => bare.stop());
  await settleOnCore([roost], nodes);
  const cases = await casesOf(roost, nodes);
  // All graphs are answered by the same code, so two cases are enough to have it compiled.
  for (const one of cases.slice(0, 2))
    await measureCase(stage, { roost, bare }, { ...one, ours: [], bare: [] });
  for (let round = 0; round < ROUNDS; round++) {
    for (const one of cases) await measureCase(stage, { roost, bare }, one);
  }
  return { title: size.title, rows: cases.map(rowOf), notes: ['Keep-alive; streams made for the bench.'] };
}

async function casesOf({ address }: RoostServer, nodes: readonly BootedNode[]): Promise<readonly Case[]> {
  const all: Case[] = [];
  for (const [index, releases] of SIZES.entries()) {
    const node = nodes[index];
    if (!node) continue;
    const subjects = await findSubjects(address, node);
    all.push(...KINDS.map((kind) => ({ releases, kind, subjects, ours: [], bare: [] })));
  }
  return all;
}

interface Servers {
  readonly roost: RoostServer;
  readonly bare: Bare;
}

async function measureCase({ generator }: Stage, { roost, bare }: Servers, one: Case): Promise<void> {
  const question = one.subjects[one.kind];
  const ours = { target: { name: 'Roost', address: roost.address, pids: roost.pids }, samples: one.ours };
  const sides = [ours, { target: await bare.teach(question), samples: one.bare }];
  if (one.ours.length % 2 === 1) sides.reverse();
  // Of large answers more are cut off by the end.
  const seconds = question.answer.body.length > 1_000_000 ? 2 : 1;
  for (const { target, samples } of sides) {
    const { microseconds } = await measure(generator, target, {
      question,
      fresh: false,
      seconds,
    });
    samples.push(microseconds ?? NaN);
  }
}

function rowOf({ releases, kind, subjects, ours, bare }: Case): Row {
  const { median: ratio, least, most } = ratiosOf(bare, ours);
  return {
    name: `${releases} releases, ${kind}`,
    cells: {
      ...{ releases, answer: kind, 'body B': subjects[kind].answer.body.length },
      ...{ 'Roost µs': median(ours), 'node:http µs': median(bare), ratio, least, most },
    },
    figure: { kind: 'ratio', value: ratio, best: most, better: 'more', target: LEAST_RATIO },
  };
}
