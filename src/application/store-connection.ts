/** The way to the store: opened once, closed at the end. */
export abstract class StoreConnection {
  /**
   * Connects, and brings the schema up to date.
   * @returns the names of the migrations that were applied
   * @throws Problem `database_unavailable` when it may go well later; anything else needs a person
   */
  abstract open(): Promise<readonly string[]>;

  abstract close(): Promise<void>;
}
