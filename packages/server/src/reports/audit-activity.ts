import { enforcementActions } from 'agentaudit-schemas';

import type { Activity } from './activity.ts';
import type { Section } from './document.ts';
import { chartOverTime, figure, inGroups, toShare } from './wording.ts';

/** What record-keeping is asked for, by pack. */
const recordKeeping: Record<string, string> = {
  hipaa: '45 CFR 164.312(b), audit controls',
  finance: 'PCI DSS 10.2; SEC 17a-4(b)(4)',
  gdpr: 'GDPR Art. 5(2), 30',
  'eu-ai-act': 'Art. 12(1)–(2), 19(1), 26(6)',
  soc2: 'CC7.2',
};

/** Who did what, how often and how it went. */
export function composeAuditActivity(activity: Activity, packs: { id: string; name: string }[]): Section[] {
  const { totals, byStatus, byVerdict, byAction, byAgent, flaggedByAgent } = activity;
  const cited = packs.filter(({ id }) => id in recordKeeping);
  return [
    {
      key: 'overview',
      title: 'Overview',
      blocks: [
        {
          kind: 'figures',
          figures: [
            figure('logs', 'Logs', totals.logs),
            figure('ok', 'Went well', byStatus.ok, `${inGroups(byStatus.ok)} (${toShare(byStatus.ok, totals.logs)})`),
            figure(
              'error',
              'Failed',
              byStatus.error,
              `${inGroups(byStatus.error)} (${toShare(byStatus.error, totals.logs)})`,
            ),
            figure('blocked', 'Were blocked', byStatus.blocked),
            figure('agents', 'Agents', byAgent.rows().length),
            figure('actions', 'Kinds of action', byAction.rows().length),
            figure(
              'averageDurationMs',
              'Average duration',
              totals.timed === 0 ? null : totals.durationMs / totals.timed,
              totals.timed === 0 ? '–' : `${inGroups(Math.round(totals.durationMs / totals.timed))} ms`,
            ),
            figure('late', 'Arrived late', totals.late),
          ],
        },
        chartOverTime(activity.byDay),
      ],
    },
    {
      key: 'actions',
      title: 'Actions',
      blocks: [
        {
          kind: 'chart',
          key: 'logsByAction',
          axis: 'names',
          title: 'Logs by action, the twelve most frequent',
          bars: byAction
            .rows()
            .slice(0, 12)
            .map(([label, value]) => ({ label, value })),
        },
        {
          kind: 'table',
          key: 'actions',
          title: 'Logs by action',
          columns: [
            { key: 'action', title: 'Action', width: 3 },
            { key: 'logs', title: 'Logs' },
            { key: 'share', title: 'Share' },
          ],
          rows: byAction.rows().map(([action, logs]) => [action, logs, toShare(logs, totals.logs)]),
          empty: 'Nothing was logged in the window.',
          printRows: 40,
        },
        {
          kind: 'table',
          key: 'verdicts',
          title: 'Logs by verdict',
          columns: [
            { key: 'verdict', title: 'Verdict', width: 3 },
            { key: 'logs', title: 'Logs' },
            { key: 'share', title: 'Share' },
          ],
          rows: enforcementActions.map((verdict) => {
            const logs = byVerdict.get(verdict) ?? 0;
            return [verdict, logs, toShare(logs, totals.logs)];
          }),
          empty: '',
        },
      ],
    },
    {
      key: 'agents',
      title: 'Agents',
      blocks: [
        {
          kind: 'table',
          key: 'agents',
          title: 'Logs by agent',
          columns: [
            { key: 'agent', title: 'Agent', width: 3 },
            { key: 'logs', title: 'Logs' },
            { key: 'share', title: 'Share' },
            { key: 'flagged', title: 'With a verdict' },
          ],
          rows: byAgent
            .rows()
            .map(([agent, logs]) => [agent, logs, toShare(logs, totals.logs), flaggedByAgent.get(agent)]),
          empty: 'No agent logged anything in the window.',
          printRows: 60,
        },
      ],
    },
    {
      key: 'provisions',
      title: 'Provisions on record-keeping',
      blocks: [
        {
          kind: 'table',
          key: 'provisions',
          title: 'What this record supports evidence for, by installed pack',
          columns: [
            { key: 'pack', title: 'Pack' },
            { key: 'citation', title: 'Supports evidence for', width: 2 },
          ],
          rows: cited.map(({ id, name }) => [name, recordKeeping[id]!]),
          empty: 'No pack with a provision on record-keeping is installed.',
        },
      ],
    },
  ];
}
