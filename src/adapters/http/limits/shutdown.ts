import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/** Tells those who hold connections that there will be no more of them. */
@Injectable()
export class Shutdown implements BeforeApplicationShutdown {
  readonly #listeners: (() => void)[] = [];

  onBegin(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Each is told once, however often it begins. */
  begin(): void {
    for (const listener of this.#listeners.splice(0)) listener();
  }

  beforeApplicationShutdown(): void {
    this.begin();
  }
}
