/** A server that tests use side by side, each through organizations of its own. */
export interface SharedServer {
  url: string;
  /** Call it when you are done: nobody else may need the server. */
  release(): Promise<void>;
}

/** Where the server of a whole test run listens, if the run has one. */
const urlVariable = 'AGENTAUDIT_TEST_SERVER_URL';

/** The server of the whole test run, or one in this process where there is none. */
export async function useSharedServer(): Promise<SharedServer> {
  const url = process.env[urlVariable];
  if (url !== undefined) return { url, release: () => Promise.resolve() };
  const { startTestServer } = await import('./server.ts');
  const server = await startTestServer();
  return { url: server.url, release: server.close };
}

/**
 * For vitest's `globalSetup`: one server for a whole run, from its sources as `npm start` runs them. To start one costs
 * as much as most of the tests that need one.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[urlVariable] !== undefined) return undefined;
  const { serverSource, startServerProcess } = await import('./server-process.ts');
  const server = await startServerProcess({ main: serverSource });
  process.env[urlVariable] = server.url;
  return async () => {
    delete process.env[urlVariable];
    await server.stop();
  };
}
