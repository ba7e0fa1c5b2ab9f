import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server that is called. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/** What a hostile caller works with. */
export interface Attack {
  readonly target: Target;
  readonly isOver: () => boolean;
  /** Counts something that it did, or that happened to it. */
  readonly count: (what: string) => void;
}

/** A connection whose end is nobody's concern. Addresses differ, so that their ports do not run out. */
export function call({ target, count }: Attack): Socket {
  const isLocal = target.host === '127.0.0.1';
  const localAddress = `127.0.0.${2 + Math.floor(Math.random() * 200)}`;
  const socket = connect({ ...target, ...(isLocal && { localAddress }) });
  count('connections');
  socket.on('error', () => count('connections that broke'));
  return socket;
}

/** Keeps so many connections, and makes another for each that is closed. */
export async function hold(
  attack: Attack,
  most: number,
  begin: (socket: Socket) => NodeJS.Timeout | undefined,
): Promise<void> {
  const held = new Set<Socket>();
  while (!attack.isOver()) {
    // Not all in one moment: that is what attempts are for.
    for (let i = 0; held.size < most && i < 50; i++) held.add(kept(attack, held, begin));
    await sleep(20);
  }
  for (const socket of held) socket.destroy();
}

function kept(attack: Attack, held: Set<Socket>, begin: (socket: Socket) => NodeJS.Timeout | undefined) {
  const socket = call(attack);
  let timer: NodeJS.Timeout | undefined;
  socket.once('connect', () => (timer = begin(socket)));
  socket.once('close', () => {
    clearInterval(timer);
    held.delete(socket);
  });
  return socket;
}

/** Sends the same kind of thing over so many connections again and again, and reads until each is closed. */
export async function send(attack: Attack, lines: number, make: () => string | Buffer): Promise<void> {
  const line = async (): Promise<void> => {
    while (!attack.isOver()) await once(call(attack), make());
  };
  await Promise.all(Array.from({ length: lines }, line));
}

async function once(socket: Socket, bytes: string | Buffer): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.setTimeout(5000, () => socket.destroy());
    socket.once('close', () => resolve());
    socket.resume().end(bytes);
  });
}
