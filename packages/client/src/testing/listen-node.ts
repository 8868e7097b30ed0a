import type { MemoryRequest, MemoryResponse } from './memory-response.ts';

export interface ListeningServer {
  url: string;
  port: number;
  /** Stops at once: open connections are cut. */
  close(): Promise<void>;
}

/** Serves over `node:http`, which is loaded here so that nothing else of the package needs Node. */
export async function listen(
  answer: (request: MemoryRequest) => Promise<MemoryResponse>,
  port: number,
): Promise<ListeningServer> {
  const http = await import('node:http');
  const server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const headers = incoming.headers as Record<string, string>;
      const body = Buffer.concat(chunks).toString();
      void answer({ method: incoming.method ?? 'GET', path: incoming.url ?? '/', headers, body }).then((response) => {
        const text = typeof response.body === 'string' ? response.body : JSON.stringify(response.body ?? '');
        outgoing.writeHead(response.status, { 'content-type': 'application/json', ...response.headers });
        return outgoing.end(response.status === 204 || response.status === 304 ? undefined : text);
      });
    });
  });
  // oxlint-disable-next-line promise/avoid-new -- node:http speaks in events
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    async close() {
      // oxlint-disable-next-line promise/avoid-new -- as above
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await closed;
    },
  };
}
