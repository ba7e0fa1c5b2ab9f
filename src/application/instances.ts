/** The instances on one database: they tell each other of changes, and share the work that one is enough for. */
export abstract class Instances {
  /** Whether it was ours when last asked for. */
  abstract readonly onDuty: boolean;

  /**
   * Takes the duty to read the sources, if no other instance has it. To be called every few seconds: whoever
   * does not is taken for dead, and loses it.
   * @returns whether it is ours; never throws
   */
  abstract takeDuty(): Promise<boolean>;

  /** Calls the listener when an instance says that it has changed something: a hint, which may get lost. */
  abstract onChange(listener: () => void): void;

  abstract close(): Promise<void>;
}

/** Alone on a database of its own. */
export class NoOthers extends Instances {
  override readonly onDuty = true;

  override takeDuty(): Promise<boolean> {
    return Promise.resolve(true);
  }

  override onChange(): void {
    // Nobody else changes anything.
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}
