import type { AgentAuditClient } from '../client.ts';

/**
 * For those who begin logs that others end: while they hold some, they hear of each flush, and the process does not end
 * before they did. To be told after each change whether they do.
 */
export function createHold(
  client: Pick<AgentAuditClient, 'beforeFlush'>,
  onFlush: (isLast: boolean) => void,
): (isHolding: boolean) => void {
  let release: (() => void) | undefined;
  return (isHolding) => {
    if (isHolding) {
      release ??= client.beforeFlush(onFlush);
    } else {
      release?.();
      release = undefined;
    }
  };
}
