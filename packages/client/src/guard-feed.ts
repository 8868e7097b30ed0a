import type { AgentAuditClient } from './client.ts';
import { type RuleSet, toRuleSet } from './guard-rules.ts';
import { GuardUnavailableError } from './guard-unavailable.ts';

export interface RuleFreshness {
  /** How often the server is asked whether the rules changed, in the background. Default 30,000, least 10. */
  refreshMs?: number | undefined;
  /** How long rules are good that the server does not confirm, in an outage say. Default 600,000. */
  maxAgeMs?: number | undefined;
}

/** Keeps the rules of the server at hand. */
export interface RuleFeed {
  /** At once when there are good ones, else when they are fetched. GuardUnavailableError when they cannot be had. */
  current(signal?: AbortSignal): Promise<RuleSet>;
}

const longestTimerMs = 2 ** 31 - 1;
/** While there are no rules, calls within this time of a failure share it. */
const longestPauseMs = 1000;

const feeds = new WeakMap<AgentAuditClient, Map<string, RuleFeed>>();

/** The guards of a client share one feed. */
export function feedOf(client: AgentAuditClient, { refreshMs = 30_000, maxAgeMs = 600_000 }: RuleFreshness): RuleFeed {
  const own = feeds.get(client) ?? new Map<string, RuleFeed>();
  feeds.set(client, own);
  const key = `${refreshMs} ${maxAgeMs}`;
  const feed = own.get(key) ?? createFeed(client, Math.min(Math.max(refreshMs, 10), longestTimerMs), maxAgeMs);
  own.set(key, feed);
  return feed;
}

function createFeed(client: AgentAuditClient, refreshMs: number, maxAgeMs: number): RuleFeed {
  let known: { rules: RuleSet; etag: string | undefined; confirmedAt: number } | undefined;
  let failure: { error: unknown; at: number } | undefined;
  let loading: Promise<void> | undefined;
  let triedAt = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  async function load(maxRetries: number | undefined): Promise<void> {
    triedAt = Date.now();
    // The answer is about no earlier moment than this one.
    const confirmedAt = triedAt;
    try {
      const options = { background: true, ...(maxRetries !== undefined && { maxRetries }) };
      const answer = await client.rules.inForceSince(known?.etag, {}, options);
      if (answer) {
        known = { rules: toRuleSet(answer.inForce), etag: answer.etag, confirmedAt };
      } else if (known) {
        known.confirmedAt = confirmedAt;
      }
      failure = undefined;
    } catch (error) {
      failure = { error, at: Date.now() };
    } finally {
      loading = undefined;
    }
  }

  function refresh(): void {
    loading ??= load(0);
  }

  /** From the first call on: runtimes that have no timers outside of a request have them inside. */
  function keepFresh(): void {
    if (timer !== undefined) return;
    timer = setInterval(refresh, refreshMs);
    (timer as { unref?: () => void }).unref?.();
    const forget = client.beforeFlush((isLast) => {
      if (!isLast) return;
      clearInterval(timer);
      timer = undefined;
      forget();
    });
  }

  const isGood = () => known !== undefined && Date.now() - known.confirmedAt <= maxAgeMs;

  return {
    async current(signal) {
      signal?.throwIfAborted();
      keepFresh();
      if (isGood()) {
        // A process that was frozen has missed its timers.
        if (Date.now() - triedAt >= refreshMs) refresh();
      } else if (loading || !failure || Date.now() - failure.at >= Math.min(refreshMs, longestPauseMs)) {
        await waitFor((loading ??= load(undefined)), signal);
      }
      if (known && isGood()) return known.rules;
      throw new GuardUnavailableError(failure?.error ?? 'the rules at hand are too old');
    },
  };
}

/** Waits with the process kept alive, which a request in the background does not do, until the caller gives up. */
async function waitFor(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  let onAbort: (() => void) | undefined;
  const hold = setTimeout(() => {}, longestTimerMs);
  // oxlint-disable-next-line promise/avoid-new -- a signal speaks in events
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal?.reason as Error);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    clearTimeout(hold);
    if (onAbort) signal?.removeEventListener('abort', onAbort);
  }
}
