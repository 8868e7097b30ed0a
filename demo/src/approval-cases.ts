import type { colleagues } from './brightwater.ts';

/** Something that an agent may not do by itself. */
export interface ApprovalCase {
  agent: 'claims-desk' | 'release-engineer' | 'revenue-analyst' | 'care-intake';
  task: string;
  tool: string;
  description: string;
  arguments: Record<string, unknown>;
  reason: string;
  /** What the agent looked up before it asked. */
  lookedUp: { tool: string; output: Record<string, unknown> };
  risk: 'low' | 'medium' | 'high';
  decision: 'approved' | 'rejected' | 'skipped' | 'timeout';
  /** How long it waited; for one that waits still, how long it has. */
  minutes: number;
  by?: keyof typeof colleagues;
  note?: string;
  /** Arguments that the person changed. */
  edited?: Record<string, unknown>;
}

const refund = (invoice: string, amount: number, why: string) => ({
  agent: 'claims-desk' as const,
  task: `${invoice}: ${why}`,
  tool: 'send_refund',
  description: 'Pays money back to the card that paid',
  arguments: { invoice, amount, currency: 'USD', reason: why },
  reason: `The patient says: ${why}`,
  lookedUp: { tool: 'read_invoice', output: { invoice, paid: amount * 2, by: 'card' } },
  risk: amount > 400 ? ('high' as const) : ('medium' as const),
});

const deploy = (service: string, version: string, environment: string) => ({
  agent: 'release-engineer' as const,
  task: `Release ${service} ${version}`,
  tool: 'deploy_service',
  description: 'Replaces the running version',
  arguments: { service, version, environment, canary_percent: 10 },
  reason: 'All suites are green',
  lookedUp: { tool: 'read_checks', output: { unit: 'passed', contract: 'passed', e2e: 'passed' } },
  risk: environment === 'production' ? ('high' as const) : ('low' as const),
});

const share = (records: number, recipient: string, purpose: string) => ({
  agent: 'care-intake' as const,
  task: `Records for ${recipient}`,
  tool: 'share_records',
  description: 'Sends parts of a chart to another provider',
  arguments: { records, recipient, purpose, sections: ['medication', 'allergies'] },
  reason: `${recipient} asked for them`,
  lookedUp: { tool: 'find_charts', output: { charts: records, release_form: 'signed' } },
  risk: 'high' as const,
});

const exported = (report: string, rows: number) => ({
  agent: 'revenue-analyst' as const,
  task: `Export: ${report}`,
  tool: 'export_table',
  description: 'Writes rows to a file that others can open',
  arguments: { report, rows, format: 'csv', folder: 'finance/shared' },
  reason: 'Asked for in the weekly meeting',
  lookedUp: { tool: 'count_rows', output: { report, rows } },
  risk: 'medium' as const,
});

/** In the order of the month. */
export const decidedCases: readonly ApprovalCase[] = [
  { ...refund('INV-20418', 120, 'billed twice'), decision: 'approved', minutes: 4 },
  { ...deploy('lab-gateway', '3.2.0', 'staging'), decision: 'approved', minutes: 2, by: 'tom' },
  {
    ...refund('INV-20733', 860, 'surgery was moved'),
    decision: 'rejected',
    minutes: 31,
    note: 'It was moved, not cancelled: nothing to refund.',
  },
  { ...share(1, 'Dr. Aoki, Cardiology', 'second opinion'), decision: 'approved', minutes: 12 },
  {
    ...deploy('patient-portal', '8.0.1', 'production'),
    decision: 'approved',
    minutes: 9,
    by: 'tom',
    edited: { canary_percent: 2 },
    note: 'Start smaller: it touches sign-in.',
  },
  { ...exported('Denied claims by payer', 240), decision: 'approved', minutes: 16 },
  { ...refund('INV-21095', 75, 'covered by the plan'), decision: 'approved', minutes: 3 },
  {
    ...share(14, 'Riverside Insurance', 'audit'),
    decision: 'rejected',
    minutes: 55,
    note: 'One chart at a time, with the release form.',
  },
  {
    ...refund('INV-21340', 310, 'wrong procedure code'),
    decision: 'approved',
    minutes: 22,
    edited: { amount: 210 },
    note: 'The difference, not the whole.',
  },
  { ...deploy('scheduling', '5.4.2', 'production'), decision: 'timeout', minutes: 0 },
  { ...exported('Revenue by clinic', 36), decision: 'skipped', minutes: 40, note: 'They have it from Monday.' },
  { ...deploy('scheduling', '5.4.3', 'production'), decision: 'approved', minutes: 6, by: 'tom' },
  { ...refund('INV-21877', 95, 'billed twice'), decision: 'approved', minutes: 5 },
  { ...share(1, 'Dr. Brandt, Oncology', 'tumour board'), decision: 'approved', minutes: 8 },
  {
    ...refund('INV-22014', 1280, 'visit was cancelled'),
    decision: 'rejected',
    minutes: 47,
    by: 'tom',
    note: 'Cancelled after it began.',
  },
  {
    ...exported('Visits without a charge', 512),
    decision: 'approved',
    minutes: 18,
    edited: { rows: 100, folder: 'finance/restricted' },
  },
  { ...deploy('billing-api', '2.9.0', 'staging'), decision: 'approved', minutes: 1, by: 'tom' },
  { ...refund('INV-22405', 140, 'billed twice'), decision: 'timeout', minutes: 0 },
  {
    ...deploy('billing-api', '2.9.0', 'production'),
    decision: 'rejected',
    minutes: 13,
    by: 'tom',
    note: 'Never on a Friday.',
  },
  { ...refund('INV-22405', 140, 'billed twice'), decision: 'approved', minutes: 7 },
  { ...share(1, 'County Health Office', 'notifiable disease'), decision: 'approved', minutes: 10 },
  { ...refund('INV-22760', 60, 'covered by the plan'), decision: 'approved', minutes: 2 },
];

export const pendingCases: readonly (ApprovalCase & { timeoutMinutes: number })[] = [
  { ...refund('INV-23118', 480, 'wrong procedure code'), decision: 'approved', minutes: 52, timeoutMinutes: 120 },
  {
    ...share(3, 'St. Mary Hospital', 'transfer of a patient'),
    decision: 'approved',
    minutes: 24,
    timeoutMinutes: 1440,
  },
  { ...deploy('patient-portal', '8.1.0', 'production'), decision: 'approved', minutes: 11, timeoutMinutes: 90 },
  { ...refund('INV-23160', 85, 'billed twice'), decision: 'approved', minutes: 3, timeoutMinutes: 480 },
];
