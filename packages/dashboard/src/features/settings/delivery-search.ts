import type { Delivery, DeliveryChannel } from 'agentaudit-client';

export const channels = ['webhook', 'email'] as const;
export const statuses = ['delivered', 'failed', 'pending', 'gathering'] as const;

/** What the address of the delivery log says. */
export interface DeliverySearch {
  channel?: DeliveryChannel;
  status?: Delivery['status'];
}

export function parseDeliverySearch(search: Record<string, unknown>): DeliverySearch {
  const channel = channels.find((name) => name === search['channel']);
  const status = statuses.find((name) => name === search['status']);
  return { ...(channel ? { channel } : {}), ...(status ? { status } : {}) };
}
