import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { thrown, type Log } from '../../../application/log.js';
import type { PreparedAnswer } from './prepared-answer.js';
import { zstd } from './zstd.js';

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/** One core is for the agents, and one of node's four threads for such work for whoever reads files. */
const AT_A_TIME = Math.max(1, Math.min(availableParallelism() - 1, 3));

/** In bytes: the best forms of a megabyte would take over two seconds. */
const MOST_FOR_BEST = 256 * 1024;

/**
 * How hard to try, by measure. More is not always less: payloads are hex digits that repeat nothing, and so brotli 4 is
 * smaller than 5 to 9 and zstd 1 smaller than 2 to 14. Of a long answer one hundredth is left where it is.
 */
const SHORT = { gzip: 9, br: 4, zstd: 1 } as const;
const LONG = { gzip: 1, br: 1, zstd: 1 } as const;
const BEST = { br: 11, zstd: 19 } as const;

/**
 * Gives prepared answers their compressed forms, off the event loop: agents get the identity form until
 * theirs is made. Every answer gets the quick forms before any gets the best ones, and only one at a time gets
 * these: on the real graph brotli 11 is a tenth smaller than brotli 4 and takes 160 times as long.
 */
export class Compressor {
  readonly #quick = new Set<PreparedAnswer>();
  readonly #best = new Set<PreparedAnswer>();
  #quickUnderWay = 0;
  #bestUnderWay = 0;

  constructor(private readonly log: Log) {}

  add(answer: PreparedAnswer): void {
    this.#quick.add(answer);
    this.#begin();
  }

  /** Nobody will ask for the answer again. */
  discard(answer: PreparedAnswer): void {
    this.#quick.delete(answer);
    this.#best.delete(answer);
  }

  /** Whether all forms of all answers are made. */
  get idle(): boolean {
    return this.#quickUnderWay + this.#bestUnderWay + this.#quick.size + this.#best.size === 0;
  }

  #begin(): void {
    while (this.#quickUnderWay < AT_A_TIME && this.#quick.size > 0) void this.#nextQuick();
    const isQuiet = this.#quickUnderWay + this.#bestUnderWay === 0;
    if (isQuiet && this.#best.size > 0) void this.#nextBest();
  }

  async #nextQuick(): Promise<void> {
    this.#quickUnderWay += 1;
    await this.#tried(taken(this.#quick), async (answer) => {
      const { bytes } = answer.identity;
      const isLong = bytes.length > MOST_FOR_BEST;
      const level = isLong ? LONG : SHORT;
      if (!isLong) this.#best.add(answer);
      answer.addForm({ coding: 'gzip', bytes: await gzipped(bytes, { level: level.gzip }), tag: 'gzip' });
      answer.addForm({ coding: 'br', bytes: await brotli(bytes, level.br), tag: `br${level.br}` });
      if (zstd)
        answer.addForm({ coding: 'zstd', bytes: await zstd(bytes, level.zstd), tag: `zstd${level.zstd}` });
    });
    this.#quickUnderWay -= 1;
    this.#begin();
  }

  async #nextBest(): Promise<void> {
    this.#bestUnderWay += 1;
    await this.#tried(taken(this.#best), async (answer) => {
      const { bytes } = answer.identity;
      answer.addForm({ coding: 'br', bytes: await brotli(bytes, BEST.br), tag: `br${BEST.br}` });
      if (zstd)
        answer.addForm({ coding: 'zstd', bytes: await zstd(bytes, BEST.zstd), tag: `zstd${BEST.zstd}` });
    });
    this.#bestUnderWay -= 1;
    this.#begin();
  }

  async #tried(
    answer: PreparedAnswer | undefined,
    work: (answer: PreparedAnswer) => Promise<void>,
  ): Promise<void> {
    try {
      if (answer) await work(answer);
    } catch (error) {
      this.log.error('a graph could not be compressed and is served as it is', thrown(error));
    }
  }
}

function taken(answers: Set<PreparedAnswer>): PreparedAnswer | undefined {
  const [answer] = answers;
  if (answer) answers.delete(answer);
  return answer;
}

async function brotli(bytes: Buffer, quality: number): Promise<Buffer> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotlied(bytes, { params });
}
