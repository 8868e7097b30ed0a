export const reportTypes = ['compliance_summary', 'audit_activity', 'hitl_oversight'] as const;
export const reportFormats = ['pdf', 'csv', 'json'] as const;
export const reportStatuses = ['pending', 'running', 'ready', 'failed'] as const;

export type ReportType = (typeof reportTypes)[number];
export type ReportFormat = (typeof reportFormats)[number];
export type ReportStatus = (typeof reportStatuses)[number];

/** A report to make, over what happened in a window of time. */
export interface ReportInput {
  type: ReportType;
  /** RFC 3339, both inclusive; `from` not after `to`. */
  from: string;
  to: string;
  /** Default `pdf`. */
  format?: ReportFormat;
}

export interface Report {
  id: string;
  status: ReportStatus;
  type: ReportType;
  format: ReportFormat;
  from: string;
  to: string;
  /** 0 to 1. */
  progress: number;
  createdAt: string;
  completedAt: string | null;
  /** When `failed`. */
  error: string | null;
}
