// Every export here is public API: what people need to test their own code without a server.
export type { ListeningServer } from './testing/listen-node.ts';
export type { MemoryRequest, MemoryResponse } from './testing/memory-response.ts';
export { createMemoryServer, type MemoryServer, type MemoryServerOptions } from './testing/memory-server.ts';
