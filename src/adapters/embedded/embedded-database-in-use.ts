/** Somebody else, in this process or another, has the embedded database of the data directory open. */
export class EmbeddedDatabaseInUse extends Error {
  override readonly name = 'EmbeddedDatabaseInUse';

  constructor(dataDir: string) {
    super(
      `the embedded database in ${dataDir} is in use by a running Roost; stop it first or use DATABASE_URL`,
    );
  }
}
