import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { onCores } from './cores.js';

/** A process of the bench itself, which answers one message at a time. */
export class Child {
  readonly #process: ChildProcess;

  /**
   * @param script a file, from the root of the bench
   * @param cores where it may run; without: where its parent may
   */
  constructor(script: string, cores?: string) {
    const node = [process.execPath] as const;
    const [execPath, ...execArgv] = cores === undefined ? node : onCores(cores, node);
    const options = { serialization: 'advanced', execPath, execArgv } as const;
    this.#process = fork(join(import.meta.dirname, '..', script), options);
  }

  get pid(): number {
    if (this.#process.pid === undefined) throw new Error('a process could not be started');
    return this.#process.pid;
  }

  /** Sends a message and waits for what comes back. */
  async ask(message: object, patienceMs: number): Promise<unknown> {
    const stop = new AbortController();
    const reply = new Promise<unknown>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('a process of the bench is stuck')), patienceMs);
      const exited = () => reject(new Error('a process of the bench has ended'));
      this.#process.once('message', resolve).once('exit', exited);
      stop.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        this.#process.off('message', resolve).off('exit', exited);
      });
    });
    this.#process.send(message);
    return reply.finally(() => stop.abort());
  }

  stop(): void {
    this.#process.kill('SIGKILL');
  }
}
