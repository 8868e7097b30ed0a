import { execFile, execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import vm from 'node:vm';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { AgentAuditRecorder } from '../src/recorder.ts';
import { createMemoryServer, type ListeningServer } from '../src/testing.ts';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');
const bin = path.resolve(root, '../../node_modules/.bin');

let dir: string;
let installed: string;
const server = createMemoryServer();
let listening: ListeningServer;

/** The package as people get it: packed, unpacked in a project without anything else. */
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'agentaudit-packed-'));
  const options = { cwd: root, env: { ...process.env, PATH: `${bin}:${process.env['PATH']}` } };
  await run('tsup', ['--no-dts'], options);
  await run('tsup', ['--config', 'tsup.cjs.config.ts'], options);
  await run('pnpm', ['pack', '--pack-destination', dir], options);
  const tarball = (await readdir(dir)).find((name) => name.endsWith('.tgz'));
  installed = path.join(dir, 'node_modules/agentaudit-client');
  await run('mkdir', ['-p', installed]);
  await run('tar', ['-xzf', path.join(dir, tarball as string), '-C', installed, '--strip-components=1']);
  await writeFile(path.join(dir, 'package.json'), '{ "dependencies": { "agentaudit-client": "*" } }');
  listening = await server.listen();
});

afterAll(async () => {
  await listening?.close();
  await rm(dir, { recursive: true });
});

const quickstart = (load: string, name: string) => `${load}
const client = new Client({ apiKey: 'aa_your_key_here' });
client.log({
  action: 'llm_call',
  prompt: 'Summarise the latest sales report',
  metadata: { model: 'gpt-4o', tokens: 340, runtime: ${JSON.stringify(name)} },
}).then((stored) => console.log(stored.metadata.runtime));
`;

const loads = [
  ['import', 'quickstart.mjs', "import { AgentAuditClient as Client } from 'agentaudit-client';"],
  ['require', 'quickstart.cjs', "const { AgentAuditClient: Client } = require('agentaudit-client');"],
  ['recorder', 'recorder.mjs', "import { AgentAuditRecorder as Client } from 'agentaudit-client/recorder';"],
] as const;

const denoFlags = ['run', '--allow-all', '--node-modules-dir=manual', '--quiet'];

/** The workspace's Node, and whatever else happens to be on the path: every Node that is new enough, Bun and Deno. */
const runtimes = [
  { kind: 'node', executable: process.execPath },
  ...['node', 'bun', 'deno'].flatMap((kind) => onPath(kind).map((executable) => ({ kind, executable }))),
].flatMap(({ kind, executable }) => {
  const version = /\d+[\d.]+/.exec(execFileSync(executable, ['--version'], { encoding: 'utf8' }))?.[0];
  if (kind === 'node' && Number.parseInt(version ?? '', 10) < 20) return [];
  return [{ name: `${kind} ${version}`, executable, flags: kind === 'deno' ? denoFlags : [] }];
});

describe('the packed package', () => {
  it.each(runtimes)(
    'runs on $name, by import and by require, whole and as the recorder alone',
    async ({ name, executable, flags }) => {
      const env = { ...process.env, AGENTAUDIT_BASE_URL: listening.url };
      for (const [kind, file, load] of loads) {
        const target = path.join(dir, file);
        await writeFile(target, quickstart(load, `${name} ${kind}`));
        const { stdout } = await run(executable, [...flags, target], { cwd: dir, env });
        expect(stdout.trim()).toBe(`${name} ${kind}`);
        expect(server.logs.at(-1)?.metadata).toMatchObject({ runtime: `${name} ${kind}` });
      }
    },
  );

  it('has no dependency, but for the rules that its guard may be given', async () => {
    const manifest = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(manifest['dependencies']).toBeUndefined();
    expect(manifest['peerDependencies']).toEqual({ 'agentaudit-rules': expect.stringMatching(/^\^\d/) });
    expect(manifest['peerDependenciesMeta']).toEqual({ 'agentaudit-rules': { optional: true } });
  });

  it('imports Node alone, and that only where Node is', async () => {
    const imported = await importsOf(installed);
    const builtins = new Set(builtinModules.map((name) => `node:${name}`));
    expect(imported.filter(({ name }) => !builtins.has(name) && name !== '#platform')).toEqual([
      { file: 'dist/guard.cjs', name: 'agentaudit-rules' },
      { file: 'dist/guard.js', name: 'agentaudit-rules' },
      // Itself.
      { file: 'dist/node/auto.js', name: 'agentaudit-client' },
      { file: 'dist/testing.cjs', name: 'agentaudit-rules' },
      { file: 'dist/testing.js', name: 'agentaudit-rules' },
    ]);
    const forNode = /^dist\/(?:platform-node\.c?js$|node\/)/;
    const elsewhere = imported.filter(({ file, name }) => builtins.has(name) && !forNode.test(file));
    // To listen on a port, when asked to.
    expect(elsewhere).toEqual([
      { file: 'dist/testing.cjs', name: 'node:http' },
      { file: 'dist/testing.js', name: 'node:http' },
    ]);
  });

  it('shares one context between its ESM and CJS copies', async () => {
    const target = path.join(dir, 'two-copies.mjs');
    await writeFile(
      target,
      `import { createRequire } from 'node:module';
       import { AgentAuditClient, AgentAuditError, ValidationError } from 'agentaudit-client';
       const other = createRequire(import.meta.url)('agentaudit-client');
       const one = new AgentAuditClient();
       const two = new other.AgentAuditClient();
       const seen = one.trace('run', { traceId: 't1' }, () => two.current().traceId);
       const error = new other.ValidationError('no', { status: 400, code: 'x' });
       console.log(seen, other.AgentAuditClient !== AgentAuditClient, AgentAuditError.isInstance(error), ValidationError.isInstance(error));
       process.exit();`,
    );
    const { stdout } = await run(process.execPath, [target], { cwd: dir });
    expect(stdout.trim()).toBe('t1 true true true');
  });

  it('lets a signal end the process with two copies of it loaded, and loses nothing of either', async () => {
    const target = path.join(dir, 'two-copies-ended.mjs');
    await writeFile(
      target,
      `import { createRequire } from 'node:module';
       import { AgentAuditClient } from 'agentaudit-client';
       const other = createRequire(import.meta.url)('agentaudit-client');
       for (const Client of [AgentAuditClient, other.AgentAuditClient]) new Client({ apiKey: 'aa_x' }).log({ action: 'last words' });
       setInterval(() => {}, 1000);
       process.kill(process.pid, 'SIGTERM');`,
    );
    const env = { ...process.env, AGENTAUDIT_BASE_URL: listening.url };
    await expect(
      run(process.execPath, [target], { cwd: dir, env, timeout: 100_000, killSignal: 'SIGKILL' }),
    ).rejects.toMatchObject({
      signal: 'SIGTERM',
    });
    expect(server.logs.filter(({ action }) => action === 'last words')).toHaveLength(2);
  });
});

describe('the packed package without Node', () => {
  const options = { apiKey: 'aa_edge', baseUrl: 'http://memory', durability: 'spool', logger: false } as const;

  it('records and asks with nothing but web standards', async () => {
    const { AgentAuditClient } = await loadWithoutNode<typeof import('../src/index.ts')>('index.cjs');
    const client = new AgentAuditClient(options);
    await recordTrace(client);
    expect((await client.query({ limit: 1 })).data).toHaveLength(1);
  });

  it('records by the recorder alone', async () => {
    const { AgentAuditRecorder } = await loadWithoutNode<typeof import('../src/recorder.ts')>('recorder.cjs');
    const recorder = new AgentAuditRecorder(options);
    await recordTrace(recorder);
    expect(recorder).not.toHaveProperty('query');
  });

  it.each(['workerd', 'edge-light', 'browser'])('is what bundlers for %s take', async (condition) => {
    const { imports } = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8')) as {
      imports: { '#platform': Record<string, { import: string }> };
    };
    const taken = Object.keys(imports['#platform']).find((name) => name === condition || name === 'default') as string;
    expect(imports['#platform'][taken]?.import).toBe('./dist/platform-web.js');
  });
});

/** Those of the machine; the workspace's own comes first and once. */
function onPath(name: string): string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.resolve(folder) !== bin);
  const files = folders.map((folder) => path.join(folder, name)).filter((file) => existsSync(file));
  return [...new Set(files.map((file) => realpathSync(file)))];
}

async function loadWithoutNode<Exports>(file: string): Promise<Exports> {
  const web = vm.createContext({
    TextEncoder,
    TextDecoder,
    URL,
    crypto,
    performance,
    AbortController,
    setTimeout,
    clearTimeout,
    console,
    fetch: server.fetch,
  });
  const files = (await readdir(path.join(installed, 'dist'))).filter((name) => name.endsWith('.cjs'));
  const codes = await Promise.all(files.map((name) => readFile(path.join(installed, 'dist', name), 'utf8')));
  const loaded = new Map<string, { exports: object }>();

  /** As a runtime without Node resolves what the package's own files ask for. */
  function load(request: string): object {
    const name = request === '#platform' ? 'platform-web.cjs' : request.replace('./', '');
    const code = codes[files.indexOf(name)];
    if (code === undefined) throw new Error(`There is no ${request} here`);
    const known = loaded.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(name, module);
    const evaluate = vm.compileFunction(code, ['module', 'exports', 'require'], { parsingContext: web }) as (
      ...args: unknown[]
    ) => void;
    evaluate(module, module.exports, load);
    return module.exports;
  }

  return load(file) as Exports;
}

async function recordTrace(client: AgentAuditRecorder): Promise<void> {
  const before = server.logs.length;
  const stored = await client.trace('edge', (span) =>
    span.log({ action: 'step', metadata: { buffer: new Uint8Array(3) } }),
  );
  expect(stored).toMatchObject({ action: 'step', traceId: expect.stringMatching(/^run-/) });
  expect(await client.flush()).toMatchObject({ ok: true });
  expect(server.logs.length - before).toBe(2);
}

async function importsOf(folder: string): Promise<{ file: string; name: string }[]> {
  const files = (await readdir(path.join(folder, 'dist'), { recursive: true })).filter((name) => /\.c?js$/.test(name));
  const found = await Promise.all(
    files.map(async (name) => {
      const code = await readFile(path.join(folder, 'dist', name), 'utf8');
      const names = code.matchAll(
        /^(?:import|export)\b[^"';]*["']([^"'.][^"']*)["'];$|\b(?:require|import)\(["']([^"'.][^"']*)["']\)/gm,
      );
      return Array.from(names, (match) => ({ file: `dist/${name}`, name: (match[1] ?? match[2]) as string }));
    }),
  );
  return found.flat().toSorted((a, b) => (a.file < b.file ? -1 : 1));
}
