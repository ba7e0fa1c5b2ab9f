import { join } from 'node:path';
import type { BootedNode } from '../data/booted-node.js';
import type { Question } from '../load/question.js';
import { Bare } from '../servers/bare.js';
import { requireSameBytes } from '../servers/bare-answer.js';
import { questionFor, targetOf } from '../servers/given-peer.js';
import { Nginx } from '../servers/nginx.js';
import type { RoostServer } from '../servers/roost-server.js';
import { ANSWERS, findSubjects, type AnswerKind, type Subjects } from '../servers/subjects.js';
import type { Target } from '../servers/target.js';
import { rollingExample, settleOnCore, startRoost, type Stage } from '../stage.js';

/** One that takes part in the comparison of costs. */
export interface Contestant {
  readonly name: string;
  /** Makes it ready to be asked; `null`: it does not give such an answer. */
  readonly prepare: (kind: AnswerKind) => Promise<Prepared> | Prepared | null;
}

export interface Prepared {
  readonly target: Target;
  readonly question: Question;
}

export const ROOST = 'Roost';
export const LANE_OFF = 'Roost, lane off';
export const BARE = 'node:http';
export const NGINX = 'nginx';

/** Roost first, which all others are compared with. */
export async function gatherContestants(stage: Stage): Promise<readonly Contestant[]> {
  const [graphData, node] = await rollingExample(stage);
  const lane = await startRoost(stage, { graphData });
  const off = await startRoost(stage, { graphData, fastLane: false });
  await settleOnCore([lane, off], [node]);
  const subjects = await findSubjects(lane.address, node);
  requireSameAnswers(subjects, await findSubjects(off.address, node));
  return [
    ours(ROOST, lane, subjects),
    ours(LANE_OFF, off, subjects),
    bare(stage, subjects),
    ...(Nginx.isThere() ? [await nginx(stage, subjects)] : []),
    ...(await givenPeers(stage, node)),
  ];
}

function requireSameAnswers(one: Subjects, other: Subjects): void {
  for (const kind of ANSWERS) {
    requireSameBytes(other[kind].answer, one[kind].answer);
  }
}

function ours(name: string, { address, pids }: RoostServer, subjects: Subjects): Contestant {
  const target = { name, address, pids };
  return { name, prepare: (kind) => ({ target, question: subjects[kind] }) };
}

function bare({ undo }: Stage, subjects: Subjects): Contestant {
  const server = new Bare();
  undo.add(() => server.stop());
  const prepare = async (kind: AnswerKind) => ({
    target: await server.teach(subjects[kind]),
    question: subjects[kind],
  });
  return { name: BARE, prepare };
}

/** What a file has not changed since is asked by its time, not by an ETag of ours: no 304. */
const FILES = ['identity', 'gzip'] as const;

async function nginx({ folder, undo }: Stage, subjects: Subjects): Promise<Contestant> {
  const answers = FILES.map((kind) => subjects[kind].answer);
  const server = await Nginx.start(join(folder, 'nginx'), answers);
  undo.add(() => server.stop());
  const prepare = (kind: AnswerKind) => {
    const index = FILES.findIndex((one) => one === kind);
    return index < 0 ? null : { target: server.target(index), question: subjects[kind] };
  };
  return { name: NGINX, prepare };
}

async function givenPeers({ peers }: Stage, node: BootedNode): Promise<readonly Contestant[]> {
  const contestants: Contestant[] = [];
  for (const peer of peers) {
    const question = await questionFor(peer, node);
    const prepare = (kind: AnswerKind) => (kind === 'identity' ? { target: targetOf(peer), question } : null);
    contestants.push({ name: peer.name, prepare });
  }
  return contestants;
}
