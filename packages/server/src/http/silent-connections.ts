import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps track of the connections on which nothing was said yet, as browsers and connection pools open
 * them ahead. Node takes them for busy ones, so closing would wait a minute for their first request.
 * The function that it returns ends those that are silent still.
 */
export function trackSilentConnections(server: Server): () => void {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
  };
}
