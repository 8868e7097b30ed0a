import { Type } from 'typebox';

import { pageOf } from './paging.ts';
import { ref } from './ref.ts';
import { InstantSchema } from './time.ts';

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

const NullableString = Type.Union([Type.String(), Type.Null()]);

export const ReportInputSchema = Type.Object(
  {
    type: Type.Enum([...reportTypes]),
    from: InstantSchema,
    to: InstantSchema,
    format: Type.Optional(Type.Enum([...reportFormats], { default: 'pdf' })),
  },
  {
    $id: 'ReportInput',
    additionalProperties: false,
    examples: [{ type: 'compliance_summary', from: '2026-01-01T00:00:00Z', to: '2026-03-31T23:59:59Z' }],
  },
);

export const ReportSchema = Type.Object(
  {
    id: Type.String(),
    status: Type.Enum([...reportStatuses]),
    type: Type.Enum([...reportTypes]),
    format: Type.Enum([...reportFormats]),
    from: InstantSchema,
    to: InstantSchema,
    progress: Type.Number({ minimum: 0, maximum: 1 }),
    createdAt: InstantSchema,
    completedAt: Type.Union([InstantSchema, Type.Null()]),
    error: NullableString,
  },
  { $id: 'Report', additionalProperties: false },
);

export const ReportPageSchema = pageOf(ref<Report>(ReportSchema), 'ReportPage');
