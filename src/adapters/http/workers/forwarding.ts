import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { connectionsOf } from '../lane/lane-in-front-of.js';
import type { Connections } from '../limits/connections.js';
import type { Partings } from '../limits/partings.js';

/** The line that goes ahead of a forwarded connection: the address of who is at its other end. */
const END_OF_LINE = '\n';

/** An address is shorter, whatever zone it names. */
const LONGEST = 128;

/** Where connections are forwarded to. */
export interface Destination {
  /** Of its unix socket. */
  readonly path: string;
  readonly partings: Partings;
  /** For a reader who takes nothing of an answer, in milliseconds. */
  readonly sendMs: number;
}

/** Has another process of this machine answer a connection, from its next byte to its end. */
export function forward(socket: Socket, { path, partings, sendMs }: Destination): void {
  const onward = connect({ path, allowHalfOpen: true });
  onward.write(`${socket.remoteAddress ?? ''}${END_OF_LINE}`);
  socket.on('error', () => onward.destroy()).on('close', () => onward.destroy());
  // Who keeps an answer waiting here does not hear that it is given up there.
  socket.setTimeout(sendMs).on('timeout', () => {
    if (socket.writableLength > 0) socket.destroy();
  });
  const part = () => socket.end(() => partings.linger(socket));
  onward.on('error', part).on('end', part).on('close', part);
  socket.pipe(onward);
  onward.pipe(socket);
}

/** Has a server of node's answer what is forwarded to it. @param server not listening yet */
export function receiveFor(server: Server, connections: Connections): void {
  const toNode = connectionsOf(server);
  server.on('connection', (forwarded: Socket) =>
    receive(forwarded, (socket) => {
      if (connections.admit(socket)) toNode(socket);
      else connections.turnAway(socket);
    }),
  );
}

/**
 * Takes a forwarded connection, and says who is at its other end.
 * @param take is called once that is known
 */
function receive(socket: Socket, take: (socket: Socket) => void): void {
  const broken = () => socket.destroy();
  socket.once('error', broken).once('end', broken);
  socket.once('data', (chunk: Buffer) => {
    socket.off('error', broken).off('end', broken);
    // It was written in one piece, and so it comes.
    const end = chunk.subarray(0, LONGEST).indexOf(END_OF_LINE);
    if (end < 0) {
      broken();
      return;
    }
    Object.defineProperty(socket, 'remoteAddress', { value: chunk.toString('latin1', 0, end) });
    socket.pause();
    if (chunk.length > end + 1) socket.unshift(chunk.subarray(end + 1));
    take(socket);
    socket.resume();
  });
}
