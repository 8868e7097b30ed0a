import { Type } from 'typebox';

/** An instant as people and programs may send it: RFC 3339 with any offset. */
export const InstantSchema = Type.String({
  format: 'date-time',
  description: 'RFC 3339, any offset; kept and answered in UTC with milliseconds.',
  examples: ['2026-01-15T10:00:00.000Z'],
});
