import { Injectable } from '@nestjs/common';
import { Problem } from '../graph/problem.js';
import { Log, thrown } from './log.js';
import type { Operator } from './operator.js';
import { freshToken } from './token-text.js';
import { operationOf, TokenSettings } from './tokens.js';
import { Writes } from './writes.js';

/** Where the first token is put for who keeps the server up. */
export abstract class FirstTokenFile {
  /** Keeps the token where only this user can read it; replaces what is there. @returns the file's name */
  abstract write(token: string): Promise<string>;
}

/** Who makes the first token: nobody has asked for it. */
const START: Operator = { tokenId: 'start', name: 'roost', role: 'admin', streams: null, expiresAt: null };

/** Whoever starts a server for the first time needs a token to make others with. @see http-api.md 8 */
@Injectable()
export class FirstToken {
  #file: string | null = null;

  constructor(
    private readonly writes: Writes,
    private readonly settings: TokenSettings,
    private readonly place: FirstTokenFile,
    private readonly log: Log,
  ) {}

  /** The file of the token that this start has made; `null` when there was no need for one. */
  get file(): string | null {
    return this.#file;
  }

  /**
   * Makes the first token where neither the settings nor the store have one. It is in its file before it
   * counts; a file that cannot be written is no reason not to serve agents.
   * @throws Problem `database_unavailable`
   */
  async ensure(): Promise<void> {
    if (this.settings.bootstrapToken !== null) return;
    try {
      this.#file = await this.#make();
    } catch (error) {
      if (error instanceof Problem) throw error;
      this.log.error('no first token: set BOOTSTRAP_TOKEN, or use roost token create', thrown(error));
      return;
    }
    if (this.#file !== null) this.log.info('the first admin token is in a file', { file: this.#file });
  }

  async #make(): Promise<string | null> {
    const { text, ...fresh } = freshToken();
    const token = { ...fresh, name: 'first', role: 'admin', streams: null, expiresAt: null } as const;
    const note = { operator: START, reason: '', requestId: null };
    const operations = [operationOf('create_token', token)];
    let file: string | null = null;
    await this.writes.run({ once: null, dryRun: false }, async (transaction) => {
      const isFirst = await transaction.addFirstToken(token, { ...note, operations });
      if (isFirst) file = await this.place.write(text);
      return {};
    });
    return file;
  }
}
