export const outcomes = ['approved', 'rejected', 'skipped', 'timeout'] as const;

/** What the address of the audit of decisions says. */
export interface ApprovalSearch {
  page?: number;
  decision_type?: (typeof outcomes)[number];
}

export function parseApprovalSearch(search: Record<string, unknown>): ApprovalSearch {
  const outcome = outcomes.find((name) => name === search['decision_type']);
  const page = Number(search['page']);
  return { ...(outcome ? { decision_type: outcome } : {}), ...(Number.isInteger(page) && page > 1 ? { page } : {}) };
}
