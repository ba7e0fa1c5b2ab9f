import { createServer } from 'node:http';
import { isBareAnswer, type BareAnswer } from './bare-answer.js';

let answer: BareAnswer = { status: 503, headers: [], body: Buffer.alloc(0) };

// The least that node:http can do: one head, one prepared buffer, no look at the request.
const server = createServer((_request, response) => {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
});

// As long as Roost's: node tells the time in a header.
server.keepAliveTimeout = 130_000;

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.on('message', (message: unknown) => {
    if (!isBareAnswer(message)) throw new Error('this is no answer');
    answer = { ...message, body: Buffer.from(message.body) };
    process.send?.(typeof address === 'object' && address ? address.port : 0);
  });
});
process.once('disconnect', () => process.exit());
