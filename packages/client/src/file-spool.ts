import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type { Segment, Spool, SpooledEntry, SpoolOptions } from './platform.ts';
import { createUuid } from './typeid.ts';

/** After so many bytes a file is left for a new one, so that what is settled gives its space back. */
const segmentBytes = 4 * 1024 * 1024;

interface OpenSegment extends Segment {
  fd: number;
  bytes: number;
}

/** Of another machine's files (a shared volume), how long they must rest before they count as left behind. */
const foreignRestMs = 600_000;

const host = hash(os.hostname()).slice(0, 8);
/** A process of a container has the same pid at each start: this tells them apart. */
const processRun = createUuid().slice(-12);

/**
 * A directory of files named `<destination>-<host>-<pid>-<run>-<random>.ndjson`. A line is an entry (an object) or the
 * ids of entries that are settled (an array). A file belongs to the process of its name; who finds one whose process is
 * gone takes it over by renaming it.
 */
export function openFileSpool(options: SpoolOptions): Spool {
  const dir = options.dir ?? process.env['AGENTAUDIT_SPOOL_DIR'] ?? path.join(os.homedir(), '.agentaudit', 'spool');
  const destination = hash(options.destination).slice(0, 16);
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const leftBehind = takeOver(dir, destination);
  const files = new Set<OpenSegment>(leftBehind);
  let usedBytes = leftBehind.reduce((sum, segment) => sum + segment.bytes, 0);
  let current: OpenSegment | undefined;
  let overflow: OpenSegment | undefined;
  let unwritten: string[] = [];

  function create(): OpenSegment {
    const file = path.join(dir, fileName(destination, process.pid));
    const segment = { path: file, fd: fs.openSync(file, 'ax', 0o600), bytes: 0, open: 0 };
    files.add(segment);
    return segment;
  }

  function write(segment: OpenSegment, text: string): void {
    let left = Buffer.from(text);
    segment.bytes += left.length;
    usedBytes += left.length;
    while (left.length > 0) left = left.subarray(fs.writeSync(segment.fd, left));
  }

  function writeSync(): void {
    if (!current || unwritten.length === 0) return;
    const text = unwritten.join('');
    unwritten = [];
    try {
      write(current, text);
    } catch (error) {
      current.isBroken = true;
      current = undefined;
      throw error;
    }
  }

  function seal(segment: OpenSegment | undefined): void {
    if (segment && segment.fd >= 0) fs.closeSync(segment.fd);
    if (segment) segment.fd = -1;
  }

  function remove(segment: OpenSegment): void {
    seal(segment);
    files.delete(segment);
    usedBytes -= segment.bytes;
    fs.rmSync(segment.path, { force: true });
  }

  return {
    leftBehind,
    append(json) {
      try {
        if (usedBytes + json.length > options.maxBytes) return undefined;
        if (current && current.bytes > segmentBytes) {
          writeSync();
          const full = current;
          current = undefined;
          if (full.open === 0) remove(full);
        }
        current ??= create();
        // One write for all entries of this turn: a fourth of the cost of one each.
        if (unwritten.push(`${json}\n`) === 1) queueMicrotask(() => attempt(writeSync));
        current.open++;
        return current;
      } catch {
        return undefined;
      }
    },
    writeSync: () => attempt(writeSync),
    appendOverflow(json) {
      return attempt(() => {
        if (usedBytes + json.length > options.maxBytes) throw new Error('the spool is full');
        if (!overflow || overflow.bytes > segmentBytes) {
          overflow = create();
          leftBehind.push(overflow);
        }
        write(overflow, `${json}\n`);
        overflow.open++;
      });
    },
    settle(entries) {
      const settled = new Map<OpenSegment, string[]>();
      for (const { id, segment } of entries) {
        if (!segment) continue;
        segment.open--;
        const ids = settled.get(segment as OpenSegment) ?? [];
        settled.set(segment as OpenSegment, ids);
        ids.push(id);
      }
      for (const [segment, ids] of settled) {
        attempt(() => {
          if (segment === current) writeSync();
          if (segment.open > 0) return note(segment, ids);
          if (segment !== current) return remove(segment);
          // Nothing in it counts any more: start over in the same file.
          fs.ftruncateSync(segment.fd, 0);
          usedBytes -= segment.bytes;
          segment.bytes = 0;
        });
      }
    },
    load(segment) {
      if (segment === overflow) overflow = undefined;
      seal(segment as OpenSegment);
      const entries = readSegment(segment.path);
      segment.open = entries.length;
      if (entries.length === 0) attempt(() => remove(segment as OpenSegment));
      return entries;
    },
    saveSync(entries: SpooledEntry[]) {
      attempt(() => {
        const segment = create();
        write(segment, entries.map((entry) => `${entry.toWire()}\n`).join(''));
        segment.open = entries.length;
        for (const entry of entries) entry.segment = segment;
      });
    },
    close() {
      attempt(writeSync);
      for (const segment of files) {
        if (segment.open === 0) attempt(() => remove(segment));
        else seal(segment);
        // Nobody's, so that the next client takes it over, in this process or another.
        if (segment.open > 0) attempt(() => fs.renameSync(segment.path, path.join(dir, fileName(destination, 0))));
      }
    },
  };

  /** So that a restart does not send again what had arrived. */
  function note(segment: OpenSegment, ids: string[]): void {
    if (segment.fd < 0) segment.fd = fs.openSync(segment.path, 'a');
    write(segment, `${JSON.stringify(ids)}\n`);
  }
}

function takeOver(dir: string, destination: string): OpenSegment[] {
  const segments: OpenSegment[] = [];
  for (const name of fs.readdirSync(dir).toSorted()) {
    if (!name.startsWith(destination) || !name.endsWith('.ndjson') || isInUse(path.join(dir, name))) continue;
    const file = path.join(dir, fileName(destination, process.pid));
    attempt(() => {
      // Only one of several processes that find it can rename it.
      fs.renameSync(path.join(dir, name), file);
      const open = readSegment(file).length;
      segments.push({ path: file, fd: -1, bytes: fs.statSync(file).size, open });
    });
  }
  return segments;
}

function readSegment(file: string): { id: string; json: string }[] {
  const entries = new Map<string, string>();
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    attempt(() => {
      const value = JSON.parse(line) as { id: string } | string[];
      if (!Array.isArray(value)) entries.set(value.id, line);
      else for (const id of value) entries.delete(id);
    });
  }
  return [...entries].map(([id, json]) => ({ id, json }));
}

function fileName(destination: string, pid: number): string {
  return `${destination}-${host}-${pid}-${processRun}-${createUuid()}.ndjson`;
}

function isInUse(file: string): boolean {
  const [, itsHost, itsPid, itsRun] = path.basename(file).split('-');
  const pid = Number(itsPid);
  if (pid === 0) return false;
  if (itsHost !== host)
    return Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < foreignRestMs;
  if (pid === process.pid) return itsRun === processRun;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Whether it went well: a full disk must not reach the caller of `log()`. */
function attempt(run: () => void): boolean {
  try {
    run();
    return true;
  } catch {
    return false;
  }
}
