import type { Drainable } from './platform.ts';

/** Those with unsent entries, and only while they have some: an idle client is nobody's business. */
const busy = new Set<Drainable>();
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
let isInstalled = false;

/** Drains it before the process ends, however it ends; returns how to call that off. */
export function atExit(drainable: Drainable): () => void {
  if (!isInstalled) install();
  busy.add(drainable);
  return () => void busy.delete(drainable);
}

function install() {
  isInstalled = true;
  process.on('beforeExit', () => void drainOnce());
  process.on('exit', saveAll);
  for (const signal of signals) process.on(signal, onSignal);
}

const givenUp = new WeakSet<Drainable>();

/** A natural end waits for each client once: after that the process may go, and `exit` keeps what is left. */
async function drainOnce(): Promise<void> {
  const waiting = [...busy].filter((drainable) => !givenUp.has(drainable) && !drainable.isIdle());
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
  const ends = process.listenerCount(signal) === 1;
  const waiting = [...busy].filter((drainable) => drainable.drainsOnSignals);
  const drained = Promise.all(waiting.map((drainable) => drainable.drain(drainable.exitTimeoutMs)));
  if (!ends) return;
  if (isEnding || waiting.length === 0) return end(signal);
  isEnding = true;
  void drained.finally(() => end(signal));
}

function end(signal: NodeJS.Signals): void {
  saveAll();
  process.off(signal, onSignal);
  process.kill(process.pid, signal);
}
