import type { Drainable } from './platform.ts';

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Those with unsent entries, and only while they have some: an idle client is nobody's business. On the global object,
 * since two copies of the package with hooks of their own would each leave it to the other to end the process.
 */
const key = Symbol.for('agentaudit.exit.1');
const global = globalThis as { [key]?: { busy: Set<Drainable>; isInstalled: boolean } };
const shared = (global[key] ??= { busy: new Set(), isInstalled: false });
const { busy } = shared;

/** Drains it before the process ends, however it ends; returns how to call that off. */
export function atExit(drainable: Drainable): () => void {
  if (!shared.isInstalled) install();
  busy.add(drainable);
  return () => void busy.delete(drainable);
}

function install() {
  shared.isInstalled = true;
  process.on('beforeExit', () => void drainOnce());
  process.on('exit', saveAll);
  for (const signal of signals) process.on(signal, onSignal);
}

const givenUp = new WeakSet<Drainable>();

/** A natural end waits for each client once: after that the process may go, and `exit` keeps what is left. */
async function drainOnce(): Promise<void> {
  const waiting = [...busy].filter((drainable) => !givenUp.has(drainable));
  for (const drainable of waiting) givenUp.add(drainable);
  await Promise.all(waiting.map((drainable) => drainable.drain(drainable.exitTimeoutMs)));
  for (const drainable of waiting) if (drainable.isIdle()) givenUp.delete(drainable);
}

function saveAll() {
  for (const drainable of busy) drainable.saveSync();
}

let isEnding = false;

/** Only a signal that nobody else handles ends the process; then it must end as if this were not here. */
function onSignal(signal: NodeJS.Signals): void {
  const ends = process.listenerCount(signal) === 1 + reRaisers();
  const waiting = [...busy].filter((drainable) => drainable.drainsOnSignals);
  const drained = Promise.all(waiting.map((drainable) => drainable.drain(drainable.exitTimeoutMs)));
  if (!ends) return;
  if (isEnding || waiting.length === 0) return end(signal);
  isEnding = true;
  void drained.finally(() => end(signal));
}

/**
 * How many of the listeners are those of `signal-exit` (3 and 4), which many command line tools load. They are as these
 * hooks are: each would leave it to the other.
 */
function reRaisers(): number {
  type Emitters = Record<PropertyKey, { count?: number } | undefined>;
  const third = (process as unknown as Emitters)['__signal_exit_emitter__'];
  const fourth = (globalThis as unknown as Emitters)[Symbol.for('signal-exit emitter')];
  return (third?.count ?? 0) + (fourth?.count ?? 0);
}

function end(signal: NodeJS.Signals): void {
  saveAll();
  process.off(signal, onSignal);
  process.kill(process.pid, signal);
}
