/** Other processes that serve what is prepared in this one. */
export abstract class Fellows {
  /** Resolves once they have taken in all that they were told so far. */
  abstract caughtUp(): Promise<void>;
}

/** For a process that serves alone. */
export class NoFellows extends Fellows {
  override caughtUp(): Promise<void> {
    return Promise.resolve();
  }
}
