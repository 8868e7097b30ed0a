import type { ReportFormat, ReportType } from 'agentaudit-client';

/** What each report is called, and the question that it answers. */
export const reportKinds: Record<ReportType, { name: string; about: string }> = {
  compliance_summary: {
    name: 'Compliance summary',
    about: 'What the rules found, by pack and cited article, and what became of the alerts.',
  },
  audit_activity: {
    name: 'Audit activity',
    about: 'Which agent did what, how often, how it went, and where the record has gaps.',
  },
  hitl_oversight: {
    name: 'Human oversight',
    about: 'Which tool calls people decided on, how, and how long it took them.',
  },
};

export const reportFormats: Record<ReportFormat, string> = {
  pdf: 'PDF, to read and hand on',
  csv: 'CSV, for a spreadsheet',
  json: 'JSON, for a program',
};
