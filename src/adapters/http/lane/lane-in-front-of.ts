import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { FastLane, type LaneParts } from './fast-lane.js';

/**
 * Puts the lane in front of a server of node's: it takes the server's connections, and the server has those that leave
 * the lane.
 * @param server not listening yet
 */
export function laneInFrontOf(server: Server, parts: Omit<LaneParts, 'toNode'>): FastLane {
  const toNode = connectionsOf(server);
  const lane = new FastLane({ ...parts, toNode: ({ socket }) => toNode(socket) });
  server.on('connection', (socket: Socket) => lane.begin(socket));
  return lane;
}

/** Takes a server's connections away from it. @returns what gives it one */
export function connectionsOf(server: Server): (socket: Socket) => void {
  const listeners = server.listeners('connection');
  server.removeAllListeners('connection');
  return (socket) => {
    for (const listen of listeners) listen.call(server, socket);
  };
}
