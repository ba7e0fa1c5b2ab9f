import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { requestTimeout } from '../broken-requests.js';
import { FastLane, type LaneParts } from './fast-lane.js';

/**
 * Puts the lane in front of a server of node's: it takes the server's connections, and the server has those that leave
 * the lane.
 * @param server not listening yet
 */
export function laneInFrontOf(server: Server, parts: Omit<LaneParts, 'toNode' | 'timeOut'>): FastLane {
  const listeners = server.listeners('connection');
  const toNode = (socket: Socket) => {
    for (const listen of listeners) listen.call(server, socket);
  };
  const timeOut = (socket: Socket) => server.emit('clientError', requestTimeout(), socket);
  const lane = new FastLane({ ...parts, toNode, timeOut });
  server.removeAllListeners('connection').on('connection', (socket: Socket) => lane.begin(socket));
  return lane;
}
