import { Gauge, type Registry } from '@prometheus-io/client';

import type { JobStore } from './job-store.ts';

/** `agentaudit_jobs` in `/metrics`: how many jobs of each kind wait, and how many were given up. */
export function measureJobs(register: Registry, count: JobStore['count']): void {
  const gauge = new Gauge({
    name: 'agentaudit_jobs',
    help: 'Background jobs by kind: waiting, or dead when they were given up',
    labelNames: ['kind', 'state'],
    registers: [register],
    collect: async () => {
      // While the database does not answer, the other measurements still shall.
      const counts = await count().catch(() => []);
      gauge.reset();
      for (const { kind, state, jobs } of counts) gauge.set({ kind, state }, jobs);
    },
  });
}
