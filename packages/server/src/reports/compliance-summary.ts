import { severities } from 'agentaudit-schemas';

import type { Activity, RuleFindings } from './activity.ts';
import type { Block, Cell, Section } from './document.ts';
import type { AlertCounts, ReportedRule } from './facts.ts';
import { chartOverTime, figure, inGroups, toShare, toSpan } from './wording.ts';

export interface ComplianceFacts {
  activity: Activity;
  rules: ReportedRule[];
  packs: { id: string; name: string }[];
  alerts: AlertCounts[];
}

/** What the rules found, mapped to the articles that their packs cite. */
export function composeComplianceSummary(facts: ComplianceFacts): Section[] {
  return [
    overview(facts),
    ...facts.packs.map((pack) => framework(facts, pack)),
    rulesSection(facts),
    agentsSection(facts.activity),
    alertsSection(facts.alerts),
  ];
}

function overview({ activity, rules, packs }: ComplianceFacts): Section {
  const { totals, byVerdict, bySeverity } = activity;
  const verdict = (action: 'block' | 'redact' | 'flag') => byVerdict.get(action) ?? 0;
  return {
    key: 'overview',
    title: 'Overview',
    blocks: [
      {
        kind: 'figures',
        figures: [
          figure('logs', 'Logs judged', totals.logs),
          figure(
            'logsWithVerdict',
            'With a verdict',
            totals.flagged,
            `${inGroups(totals.flagged)} (${toShare(totals.flagged, totals.logs)})`,
          ),
          figure('blocked', 'Blocked', verdict('block')),
          figure('redacted', 'Redacted', verdict('redact')),
          figure('flagged', 'Flagged', verdict('flag')),
          figure('activeRules', 'Active rules', rules.filter(({ isActive }) => isActive).length),
          figure('installedPacks', 'Installed packs', packs.length),
          figure('criticalFindings', 'Critical findings', bySeverity.critical),
        ],
      },
      chartOverTime(activity.byDay),
      {
        kind: 'chart',
        key: 'findingsBySeverity',
        axis: 'names',
        title: 'Findings by severity',
        bars: severities.map((severity) => ({ label: severity, value: bySeverity[severity] })),
      },
    ],
  };
}

/** One installed pack: each article, the rule that watches it, and what it found; also where that is nothing. */
function framework({ activity, rules }: ComplianceFacts, pack: { id: string; name: string }): Section {
  const rows = rules
    .filter(({ packId }) => packId === pack.id)
    .map((rule): Cell[] => {
      const found = activity.rules.get(rule.id);
      return [
        rule.citation ?? '',
        rule.name,
        rule.severity,
        rule.isActive ? 'active' : 'off',
        found?.logs ?? 0,
        found?.findings ?? 0,
      ];
    });
  return {
    key: `pack:${pack.id}`,
    title: pack.name,
    blocks: [
      {
        kind: 'text',
        text:
          `Each rule watches for what the cited provision is about. Its findings, and the record that it was looking, support evidence for how ` +
          `the provision is monitored. They do not show that it is met.`,
      },
      {
        kind: 'table',
        key: 'provisions',
        title: 'Findings by provision',
        columns: [
          { key: 'citation', title: 'Supports evidence for', width: 2.2 },
          { key: 'rule', title: 'Rule', width: 2.4 },
          { key: 'severity', title: 'Severity' },
          { key: 'state', title: 'State', width: 0.7 },
          { key: 'logs', title: 'Logs', width: 0.8 },
          { key: 'findings', title: 'Findings', width: 0.9 },
        ],
        rows,
        empty: 'All rules of this pack were deleted.',
      },
    ],
  };
}

function rulesSection({ activity, rules }: ComplianceFacts): Section {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const found = [...activity.rules.values()].sort((a, b) => b.logs - a.logs || (a.ruleId < b.ruleId ? -1 : 1));
  return {
    key: 'rules',
    title: 'Rules with findings',
    blocks: [
      {
        kind: 'table',
        key: 'rules',
        title: 'Rules by the number of logs that they found something in',
        columns: [
          { key: 'rule', title: 'Rule', width: 2.6 },
          { key: 'source', title: 'From', width: 1.1 },
          { key: 'citation', title: 'Supports evidence for', width: 1.8 },
          { key: 'severity', title: 'Severity' },
          { key: 'logs', title: 'Logs', width: 0.8 },
          { key: 'findings', title: 'Findings', width: 0.9 },
          { key: 'shadowLogs', title: 'Logs (shadow)', width: 1.1 },
        ],
        rows: found.map((rule) => toRuleRow(rule, known.get(rule.ruleId))),
        empty: 'No rule found anything in the window.',
        printRows: 40,
      },
    ],
  };
}

function toRuleRow(found: RuleFindings, rule: ReportedRule | undefined): Cell[] {
  const own = rule?.copyOf ? `copy of ${rule.copyOf}` : 'own rule';
  const source = rule === undefined ? 'deleted since' : (rule.packId ?? own);
  return [found.ruleName, source, rule?.citation ?? '', found.severity, found.logs, found.findings, found.shadowLogs];
}

function agentsSection({ byAgent, flaggedByAgent }: Activity): Section {
  return {
    key: 'agents',
    title: 'Agents',
    blocks: [
      {
        kind: 'table',
        key: 'agents',
        title: 'Agents by their logs with a verdict',
        columns: [
          { key: 'agent', title: 'Agent', width: 3 },
          { key: 'logs', title: 'Logs' },
          { key: 'flagged', title: 'With a verdict' },
          { key: 'share', title: 'Share' },
        ],
        rows: byAgent
          .rows()
          .map(([agent, logs]): [string, number, number] => [agent, logs, flaggedByAgent.get(agent)])
          .sort((a, b) => b[2] - a[2] || b[1] - a[1])
          .map(([agent, logs, flagged]) => [agent, logs, flagged, toShare(flagged, logs)]),
        empty: 'No agent logged anything in the window.',
        printRows: 40,
      },
    ],
  };
}

function alertsSection(alerts: AlertCounts[]): Section {
  const resolved = alerts.filter(({ isResolved }) => isResolved === 1);
  const weighted = resolved.reduce((total, row) => total + (row.averageMs ?? 0) * row.alerts, 0);
  const averageMs = sum(resolved) === 0 ? null : weighted / sum(resolved);
  const blocks: Block[] = [
    {
      kind: 'figures',
      figures: [
        figure('raised', 'Alerts raised', sum(alerts)),
        figure(
          'resolved',
          'Resolved',
          sum(resolved),
          `${inGroups(sum(resolved))} (${toShare(sum(resolved), sum(alerts))})`,
        ),
        figure('open', 'Still open', sum(alerts) - sum(resolved)),
        figure(
          'averageMsToResolve',
          'Average time to resolve',
          averageMs,
          averageMs === null ? '–' : toSpan(averageMs),
        ),
      ],
    },
    {
      kind: 'table',
      key: 'alerts',
      title: 'Alerts by severity and what was found of them',
      columns: [
        { key: 'severity', title: 'Severity' },
        { key: 'state', title: 'State' },
        { key: 'disposition', title: 'Found to be', width: 1.6 },
        { key: 'alerts', title: 'Alerts' },
      ],
      rows: alerts
        .toSorted(
          (a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || a.isResolved - b.isResolved,
        )
        .map((row) => [
          row.severity,
          row.isResolved === 1 ? 'resolved' : 'open',
          row.disposition?.replaceAll('_', ' ') ?? '–',
          row.alerts,
        ]),
      empty: 'No alert was raised in the window.',
    },
  ];
  return { key: 'alerts', title: 'Alerts', blocks };
}

function sum(alerts: AlertCounts[]): number {
  return alerts.reduce((total, row) => total + row.alerts, 0);
}
