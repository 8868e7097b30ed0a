import type { Delivery, DeliveryQuery } from 'agentaudit-schemas';

import { type Api, segment } from './api.ts';
import type { RequestOptions } from './options.ts';

/** The webhooks and e-mails that told of alerts and approvals. */
export function createDeliveries(api: Api) {
  return {
    list: (query?: DeliveryQuery, options?: RequestOptions) => api.list<Delivery>('/deliveries', query, options),
    get: (id: string, options?: RequestOptions) => api.get<Delivery>(`/deliveries/${segment(id)}`, {}, options),
    redeliver: (id: string, options?: RequestOptions) =>
      api.post<Delivery>(`/deliveries/${segment(id)}/redeliver`, undefined, options),
  };
}
