import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { agentDecides } from '../graph/agent.js';

/** One answer to one agent. */
export interface Answer {
  /** Before the server can have seen the question, and after it must have answered: milliseconds since the epoch. */
  readonly asked: number;
  readonly answered: number;
  /** The query, without the question mark. */
  readonly query: string;
  readonly status: number;
  readonly body: string;
}

/** Stands between agents and the server, changes nothing, and remembers every answer. */
export class Recorder {
  readonly answers: Answer[] = [];

  private constructor(
    private readonly target: string,
    private readonly server: Server,
  ) {}

  static async listen(target: string): Promise<Recorder> {
    const server = createServer();
    const recorder = new Recorder(target, server);
    server.on('request', ({ url = '' }: IncomingMessage, response) => {
      void recorder.pass(url).then(({ status, body }) => response.writeHead(status).end(body));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return recorder;
  }

  /** Where agents are to ask. */
  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
  }

  async close(): Promise<void> {
    this.server.close();
    await once(this.server, 'close');
  }

  private async pass(path: string): Promise<Answer> {
    const answer = await ask(this.target, path);
    this.answers.push(answer);
    return answer;
  }
}

/** Asks as an agent does, on a connection of its own. @param path with the query */
export async function ask(server: string, path: string): Promise<Answer> {
  const url = new URL(path, server);
  const asked = Date.now();
  const request = get(url, { agent: false, headers: { Accept: 'application/json' } });
  const [response]: IncomingMessage[] = await once(request, 'response');
  const body = response ? await text(response) : '';
  const query = url.search.slice(1);
  return { asked, answered: Date.now(), query, status: response?.statusCode ?? 0, body };
}

/** The version that this answer leads the agent to which asked; `null` for none. */
export function offer({ query, body }: Answer): string | null {
  const graph = JSON.parse(body);
  const { target } = agentDecides(graph, new URLSearchParams(query).get('os_checksum') ?? '');
  return target === null ? null : graph.nodes[target].version;
}
