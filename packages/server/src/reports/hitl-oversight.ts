import type { HitlRates, HitlStats } from 'agentaudit-schemas';

import type { Cell, Column, Section } from './document.ts';
import { figure, toShare, toSpan } from './wording.ts';

/** What human oversight is asked for, by pack. */
const oversight: Record<string, string> = {
  gdpr: 'GDPR Art. 22(3)',
  'eu-ai-act': 'Art. 14(1), 14(4)(b), 26(2)',
  soc2: 'CC6.3, CC8.1',
  hipaa: '45 CFR 164.308(a)(1)(ii)(D)',
  finance: 'FINRA 3110',
};

const rateColumns: Column[] = [
  { key: 'total', title: 'Decided', width: 0.9 },
  { key: 'approved', title: 'Approved' },
  { key: 'rejected', title: 'Rejected' },
  { key: 'skipped', title: 'Skipped' },
  { key: 'timeout', title: 'Timed out' },
  { key: 'edited', title: 'Edited', width: 0.8 },
  { key: 'decidedUnder3s', title: 'Under 3 s', width: 0.9 },
];

/** Who decided on what agents asked for, how fast, and whether anybody looked. */
export function composeHitlOversight(stats: HitlStats, packs: { id: string; name: string }[]): Section[] {
  const { decisions, pending, wait } = stats;
  return [
    {
      key: 'overview',
      title: 'Overview',
      blocks: [
        {
          kind: 'figures',
          figures: [
            figure('decisions', 'Requests decided', decisions.total),
            figure('approved', 'Approved', decisions.approved, withShare(decisions.approved, decisions.total)),
            figure('rejected', 'Rejected', decisions.rejected, withShare(decisions.rejected, decisions.total)),
            figure('timeout', 'Timed out', decisions.timeout, withShare(decisions.timeout, decisions.total)),
            figure('edited', 'Approved with edits', decisions.edited),
            figure('waitSecondsP50', 'Median time to decide', wait.p50_seconds, seconds(wait.p50_seconds)),
            figure('waitSecondsP95', '95 % decided within', wait.p95_seconds, seconds(wait.p95_seconds)),
            figure('pending', 'Waiting now', pending.count),
          ],
        },
        {
          kind: 'chart',
          key: 'outcomes',
          axis: 'names',
          title: 'Requests by what became of them',
          bars: (['approved', 'rejected', 'skipped', 'timeout'] as const).map((label) => ({
            label,
            value: decisions[label],
          })),
        },
        {
          kind: 'text',
          text:
            stats.decided_under_3s === null
              ? 'Nobody decided in the window, so nothing can be said of how decisions were made.'
              : `${(stats.decided_under_3s * 100).toFixed(1)} % of the decisions by people came within three seconds of the request, sooner than most requests can be read. ` +
                'Many of those, or approvals without exception, can be a sign that nobody looks.',
        },
      ],
    },
    {
      key: 'deciders',
      title: 'Who decided',
      blocks: [
        {
          kind: 'table',
          key: 'deciders',
          title: 'Decisions by person or key, the busiest hundred',
          columns: [{ key: 'decider', title: 'Decider', width: 2.6 }, ...rateColumns],
          rows: stats.by_decider.map((row) => [row.type === 'user' ? row.name : `key: ${row.name}`, ...toRates(row)]),
          empty: 'Nobody decided in the window.',
        },
      ],
    },
    {
      key: 'tools',
      title: 'What was asked for',
      blocks: [
        {
          kind: 'table',
          key: 'tools',
          title: 'Decisions by tool, the hundred most asked for',
          columns: [{ key: 'tool', title: 'Tool', width: 2.6 }, ...rateColumns],
          rows: stats.by_tool.map((row) => [row.name, ...toRates(row)]),
          empty: 'No tool was asked for in the window.',
        },
      ],
    },
    {
      key: 'provisions',
      title: 'Provisions on human oversight',
      blocks: [
        {
          kind: 'table',
          key: 'provisions',
          title: 'What this record supports evidence for, by installed pack',
          columns: [
            { key: 'pack', title: 'Pack' },
            { key: 'citation', title: 'Supports evidence for', width: 2 },
          ],
          rows: packs.flatMap(({ id, name }): Cell[][] => (id in oversight ? [[name, oversight[id]!]] : [])),
          empty: 'No pack with a provision on human oversight is installed.',
        },
      ],
    },
  ];
}

function toRates(row: HitlRates): Cell[] {
  const { total, approved, rejected, skipped, timeout, edited, decided_under_3s: hasty } = row;
  return [total, approved, rejected, skipped, timeout, edited, hasty === null ? '–' : `${(hasty * 100).toFixed(0)} %`];
}

function withShare(part: number, whole: number): string {
  return `${part.toLocaleString('en-US')} (${toShare(part, whole)})`;
}

function seconds(value: number | null): string {
  return value === null ? '–' : toSpan(value * 1000);
}
