/** What is to be undone in the end, last things first, whatever has happened until then. */
export class Undo {
  #steps: readonly (() => Promise<void> | void)[] = [];

  add(step: () => Promise<void> | void): void {
    this.#steps = [step, ...this.#steps];
  }

  /** Does it, once. */
  async all(): Promise<void> {
    for (let [step] = this.#steps; step; [step] = this.#steps) {
      this.#steps = this.#steps.slice(1);
      await step();
    }
  }
}
