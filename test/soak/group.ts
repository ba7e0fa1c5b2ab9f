import { Agent } from './agent.js';
import { Fleet } from './fleet.js';
import type { Instance } from './instance.js';
import type { MirroredStream } from './mirrored-stream.js';
import { OperatedStream } from './operated-stream.js';
import { Operator } from './operator.js';
import type { Outages } from './outages.js';
import type { Random } from './random.js';
import type { Record } from './record.js';
import type { Saboteur } from './saboteur.js';
import { Visibility } from './visibility.js';

/** Instances with one database, and what is written and followed there. */
export interface Group {
  readonly fleet: Fleet;
  readonly outages: Outages;
  readonly operators: readonly Operator[];
  readonly mirrored: MirroredStream[];
  readonly visibility: Visibility;
}

export interface GroupParts {
  readonly instances: readonly Instance[];
  readonly outages: Outages;
  /** Of the streams that operators keep. */
  readonly names: readonly string[];
  readonly token: string;
  readonly record: Record;
  readonly saboteur: Saboteur;
  /** Choices of somebody's own. */
  readonly random: (salt: string) => Random;
}

export function groupOf({ instances, names, random, ...parts }: GroupParts): Group {
  const { outages, record, saboteur } = parts;
  const fleet = new Fleet(instances);
  const visibility = new Visibility(fleet, outages, record);
  const operators = names.map((name) => {
    const agent = new Agent(record, saboteur, random(`reader of ${name}`));
    const own = { ...parts, fleet, visibility, agent, random: random(`operator of ${name}`) };
    return new Operator(new OperatedStream(name, outages), own);
  });
  return { fleet, outages, operators, visibility, mirrored: [] };
}
