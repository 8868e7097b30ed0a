import type { DropReason } from './errors.ts';
import type { LogEntry } from './log-entry.ts';

interface Gap {
  count: number;
  firstSeq: number;
  lastSeq: number;
  firstMs: number;
  lastMs: number;
  message: string;
}

/** Counts what was dropped, so that the audit trail itself says what it misses. */
export class GapLedger {
  #gaps = new Map<DropReason, Gap>();

  /** Returns whether it is the first for its reason since the last report. */
  note(reason: DropReason, seq: number, message: string): boolean {
    const now = Date.now();
    const gap = this.#gaps.get(reason);
    if (!gap) {
      this.#gaps.set(reason, { count: 1, firstSeq: seq, lastSeq: seq, firstMs: now, lastMs: now, message });
      return true;
    }
    gap.count++;
    gap.firstSeq = Math.min(gap.firstSeq, seq);
    gap.lastSeq = Math.max(gap.lastSeq, seq);
    gap.lastMs = now;
    return false;
  }

  /** One `audit.gap` entry for each reason there was since the last call. */
  takeEntries(instanceId: string): LogEntry[] {
    if (this.#gaps.size === 0) return [];
    const entries = [...this.#gaps].map(([reason, gap]): LogEntry => {
      const { count, message, firstSeq, lastSeq, firstMs, lastMs } = gap;
      return {
        action: 'audit.gap',
        status: 'error',
        response: `${count} ${count === 1 ? 'entry' : 'entries'} lost (${reason}): ${message}`,
        metadata: {
          reason,
          count,
          instance_id: instanceId,
          first_seq: firstSeq,
          last_seq: lastSeq,
          first_at: new Date(firstMs).toISOString(),
          last_at: new Date(lastMs).toISOString(),
        },
      };
    });
    this.#gaps.clear();
    return entries;
  }
}
