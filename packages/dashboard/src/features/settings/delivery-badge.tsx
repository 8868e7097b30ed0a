import type { Delivery } from 'agentaudit-client';

import { Badge } from '../../ui/badge.tsx';

/** How a delivery stands. One that waits after an attempt is tried again. */
export function DeliveryBadge({ delivery: { status, attempts } }: { delivery: Delivery }) {
  if (status === 'delivered') return <Badge tone="ok">delivered</Badge>;
  if (status === 'failed') return <Badge tone="bad">failed</Badge>;
  if (attempts.length > 0) return <Badge tone="warn">trying again</Badge>;
  return <Badge>{status}</Badge>;
}
