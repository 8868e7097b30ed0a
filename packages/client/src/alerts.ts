import type { Alert, AlertQuery, AlertResolution } from 'agentaudit-schemas';

import { type Api, segment } from './api.ts';
import type { RequestOptions } from './options.ts';

/** What the rules found. */
export function createAlerts(api: Api) {
  return {
    list: (query?: AlertQuery, options?: RequestOptions) => api.list<Alert>('/alerts', query, options),
    get: (id: string, options?: RequestOptions) => api.get<Alert>(at(id), {}, options),
    resolve: (id: string, resolution: AlertResolution = {}, options?: RequestOptions) =>
      api.patch<Alert>(`${at(id)}/resolve`, resolution, options),
  };
}

function at(id: string): string {
  return `/alerts/${segment(id)}`;
}
