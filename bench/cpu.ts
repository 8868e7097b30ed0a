import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const microsPerTick = 1_000_000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** CPU time that a process has used so far, all its threads, user and kernel, in microseconds. Exact to 10 ms. */
export function cpuMicrosOf(pid: number): number {
  const { user, system } = statOf(pid);
  return (user + system) * microsPerTick;
}

/** The same for a PostgreSQL server: its postmaster, the backends that live, and those that have ended. */
export function cpuMicrosOfPostgres(postmaster: number): number {
  for (;;) {
    const before = statOf(postmaster);
    const living = childrenOf(postmaster).map((pid) => readStat(pid));
    // A backend that ends meanwhile would be counted twice or not at all.
    if (statOf(postmaster).endedChildren === before.endedChildren && !living.includes(undefined)) {
      const ticks = living.reduce((sum, stat) => sum + (stat?.user ?? 0) + (stat?.system ?? 0), 0);
      return (before.user + before.system + before.endedChildren + ticks) * microsPerTick;
    }
  }
}

export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => readStat(pid)?.parent === parent);
}

/** Memory that belongs to a process alone, in MiB: its heap and stacks, without the pages of mapped files. */
export function ownMemoryMiB(pid: number): number {
  const kibibytes = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) / 1024;
}

/** `undefined` for a process that has ended. */
function readStat(pid: number): Stat | undefined {
  try {
    return statOf(pid);
  } catch {
    return undefined;
  }
}

interface Stat {
  parent: number;
  /** Clock ticks. */
  user: number;
  system: number;
  /** Of children that have ended and were waited for. */
  endedChildren: number;
}

function statOf(pid: number): Stat {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name, which may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = (place: number) => Number(fields[place]);
  return { parent: ticks(1), user: ticks(11), system: ticks(12), endedChildren: ticks(13) + ticks(14) };
}
