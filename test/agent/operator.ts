import { machine } from 'node:os';
import type { Image } from './deployment.js';
import { TOKEN } from './running-server.js';

/** The architecture of this machine, which every agent here says it has. */
export const BASEARCH = machine();

export interface Draft {
  readonly version: string;
  readonly payloads: readonly { readonly scheme: string; readonly payload: string }[];
  readonly basearch?: string;
  readonly barrier?: { readonly reason: string };
  readonly rollout?: { readonly start_fraction?: number; readonly duration?: string };
}

/** What an operator does, by the HTTP API. Whatever may need to be confirmed is. */
export class Operator {
  /** @param url of the server */
  constructor(private readonly url: string) {}

  /** Makes a stream and publishes all of these releases at once, oldest first. */
  async makeStream(name: string, drafts: readonly Draft[]): Promise<void> {
    await this.ask('POST', 'streams', { name });
    const operations = drafts.map(({ payloads, basearch = BASEARCH, ...draft }) => ({
      op: 'publish_release',
      ...draft,
      payloads: payloads.map((payload) => ({ basearch, ...payload })),
    }));
    await this.ask('POST', `streams/${name}/changes`, { operations });
  }

  /** @param path below the release, as `rollout/pause` */
  async change(stream: string, image: Image, path: string, body: object, method = 'POST'): Promise<void> {
    await this.ask(method, `streams/${stream}/releases/${image.version}/${path}`, body);
  }

  /** @throws Error with the answer where it is no success */
  private async ask(method: string, path: string, body: object): Promise<void> {
    const url = new URL(`admin/v1/${path}?confirm=blast_radius,strands_nodes`, this.url);
    const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' };
    const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  }
}
