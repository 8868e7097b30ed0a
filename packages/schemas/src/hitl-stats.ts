import { Type } from 'typebox';

import type { HitlOutcome } from './hitl.ts';

/** How one decider or tool fares. */
export interface HitlRates {
  total: number;
  approved: number;
  rejected: number;
  skipped: number;
  timeout: number;
  /** Approvals whose arguments a person changed. */
  edited: number;
  /** 0 to 1; `null` when there is nothing to share out. */
  approval_rate: number | null;
  /** Share decided within 3 seconds of the request: a sign of approving without reading. */
  decided_under_3s: number | null;
}

/** How approvals work in an organization. */
export interface HitlStats {
  pending: { count: number; oldest_seconds: number | null; p50_seconds: number | null; p95_seconds: number | null };
  decisions: Record<HitlOutcome, number> & { total: number; edited: number };
  /** From request to decision, people's decisions alone. */
  wait: { p50_seconds: number | null; p95_seconds: number | null };
  decided_under_3s: number | null;
  by_decider: (HitlRates & { id: string; type: 'user' | 'api_key'; name: string })[];
  by_tool: (HitlRates & { name: string })[];
}

export interface HitlStatsAnswer {
  success: true;
  message: string;
  data: HitlStats;
}

const Count = Type.Integer({ minimum: 0 });
const Amount = Type.Union([Type.Number({ minimum: 0 }), Type.Null()]);
const rates = {
  total: Count,
  approved: Count,
  rejected: Count,
  skipped: Count,
  timeout: Count,
  edited: Count,
  approval_rate: Amount,
  decided_under_3s: Amount,
};

export const HitlStatsAnswerSchema = Type.Object(
  {
    success: Type.Literal(true),
    message: Type.String(),
    data: Type.Object({
      pending: Type.Object({ count: Count, oldest_seconds: Amount, p50_seconds: Amount, p95_seconds: Amount }),
      decisions: Type.Object({
        total: Count,
        approved: Count,
        rejected: Count,
        skipped: Count,
        timeout: Count,
        edited: Count,
      }),
      wait: Type.Object({ p50_seconds: Amount, p95_seconds: Amount }),
      decided_under_3s: Amount,
      by_decider: Type.Array(
        Type.Object({ id: Type.String(), type: Type.Enum(['user', 'api_key']), name: Type.String(), ...rates }),
      ),
      by_tool: Type.Array(Type.Object({ name: Type.String(), ...rates })),
    }),
  },
  { $id: 'HitlStatsAnswer' },
);
