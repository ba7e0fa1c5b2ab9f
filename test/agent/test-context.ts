import { join } from 'node:path';
import { inject, test as base } from 'vitest';
import { LockServer } from './lock-server.js';
import { Machine, type MachineOptions } from './machine.js';
import { Operator } from './operator.js';
import { Recorder } from './recorder.js';
import { SCHEMES } from './releases.js';

type Options = Omit<MachineOptions, 'baseUrl'> & { readonly baseUrl?: string };

/** What a test is given. */
export interface Context {
  /** A name that no other test has. */
  readonly stream: string;
  /** Of the server that all tests share. */
  readonly operator: Operator;
  /** Between this test's agents and the server. */
  readonly recorder: Recorder;
  /** Of this test's agents, should they ask it. */
  readonly locks: LockServer;
  /** Makes a machine that is gone after the test, however that ends. */
  readonly machine: (options: Options) => Machine;
}

let made = 0;
const ownName = () => `t${process.pid}-${++made}`;

/** A test with a server, a stream of its own and machines for agents. */
export const test = base.extend<Context>({
  stream: async ({}, use) => use(ownName()),
  operator: async ({}, use) => use(new Operator(inject('baseUrl'))),
  recorder: async ({}, use) => {
    const recorder = await Recorder.listen(inject('baseUrl'));
    await use(recorder);
    await recorder.close();
  },
  locks: async ({}, use) => {
    const locks = await LockServer.listen();
    await use(locks);
    await locks.close();
  },
  machine: async ({}, use) => {
    const machines: Machine[] = [];
    await use((options) => {
      const machine = new Machine(join(inject('scratch'), ownName()), {
        baseUrl: inject('baseUrl'),
        ...options,
      });
      machines.push(machine);
      return machine;
    });
    await Promise.all(machines.map((machine) => machine.remove()));
  },
});

/** The agents of this run. */
export const AGENTS = inject('agents');

/** Each agent with each scheme that it knows. */
export const AGENTS_BY_SCHEME = AGENTS.flatMap((agent) =>
  SCHEMES.filter((scheme) => scheme === 'checksum' || agent.knowsImages).map((scheme) => ({
    ...agent,
    scheme,
  })),
);
