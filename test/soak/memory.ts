import { readFile } from 'node:fs/promises';
import { pause } from './clock.js';

/** The resident memory of a process, once a second, in MiB. */
export class Memory {
  readonly #samples: number[];

  constructor(samples: readonly number[] = []) {
    this.#samples = [...samples];
  }

  async watch(pid: number, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      this.#samples.push(await residentMiB(pid));
      await pause(1000, stop);
    }
  }

  /** One in ten of what was seen. */
  get text(): string {
    return this.#samples
      .filter((_, index) => index % 10 === 0)
      .map((one) => Math.round(one))
      .join(' ');
  }

  /** Of a third of the time, 0 to 2: the middle of what it was. The first third is of warming up. */
  third(which: 0 | 1 | 2): number {
    const length = Math.floor(this.#samples.length / 3);
    const samples = this.#samples.slice(which * length, (which + 1) * length).sort((a, b) => a - b);
    return samples[Math.floor(samples.length / 2)] ?? NaN;
  }
}

async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? NaN) / 1024;
}
