import type { ComplianceRule, PolicyVersion } from 'agentaudit-client';
import { diffArrays } from 'diff';

import { ruleTypes } from '../../rules/rule-words.ts';
import { countOf } from '../policy-words.ts';
import { conditionFacts, type Fact } from './condition-facts.ts';

/** Something that two versions say differently. Absent on one side when only the other has it. */
export interface FactChange {
  name: string;
  before: Fact['value'] | undefined;
  after: Fact['value'] | undefined;
}

export interface RuleChange {
  rule: ComplianceRule;
  changes: FactChange[];
}

export interface RuleMove {
  rule: ComplianceRule;
  /** Places among the policy's rules, from 1. */
  from: number;
  to: number;
}

/** What lies between two versions of a policy. */
export interface VersionDiff {
  settings: FactChange[];
  added: ComplianceRule[];
  removed: ComplianceRule[];
  changed: RuleChange[];
  moved: RuleMove[];
  /** Rules in both, in the same words. */
  unchanged: ComplianceRule[];
}

export type ComparedVersion = Pick<PolicyVersion, 'snapshot' | 'rules'>;

export function diffVersions(before: ComparedVersion, after: ComparedVersion): VersionDiff {
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const now = new Set(after.rules.map(({ id }) => id));
  const kept = after.rules.filter(({ id }) => old.has(id));
  const compared = kept.map((rule) => ({ rule, changes: diffFacts(ruleFacts(old.get(rule.id)!), ruleFacts(rule)) }));
  return {
    settings: diffFacts(settingFacts(before), settingFacts(after)),
    added: after.rules.filter(({ id }) => !old.has(id)),
    removed: before.rules.filter(({ id }) => !now.has(id)),
    changed: compared.filter(({ changes }) => changes.length > 0),
    moved: movesOf(before.rules, after.rules),
    unchanged: compared.filter(({ changes }) => changes.length === 0).map(({ rule }) => rule),
  };
}

/** The differences in a line: `mode flag → block, 2 rules added`. Empty when there are none. */
export function summarizeDiff({ settings, added, removed, changed, moved }: VersionDiff): string {
  const parts = settings.map(({ name, before, after }) =>
    name === 'Description' ? 'description' : `${name.toLowerCase()} ${String(before)} → ${String(after)}`,
  );
  if (added.length > 0) parts.push(`${countOf(added.length, 'rule')} added`);
  if (removed.length > 0) parts.push(`${countOf(removed.length, 'rule')} removed`);
  if (changed.length > 0) parts.push(`${countOf(changed.length, 'rule')} changed`);
  if (moved.length > 0) parts.push('another order');
  return parts.join(', ');
}

function settingFacts({ snapshot }: ComparedVersion): Fact[] {
  const { name, description, mode, shadow, priority, isActive } = snapshot;
  return [
    { name: 'Name', value: name },
    ...(description === undefined ? [] : [{ name: 'Description', value: description }]),
    { name: 'Mode', value: mode },
    { name: 'Shadow', value: shadow ? 'on' : 'off' },
    { name: 'Active', value: isActive ? 'on' : 'off' },
    { name: 'Priority', value: String(priority) },
  ];
}

/** What a rule is, in words. */
function ruleFacts(rule: ComplianceRule): Fact[] {
  return [
    { name: 'Name', value: rule.name },
    ...(rule.description === undefined ? [] : [{ name: 'Description', value: rule.description }]),
    { name: 'Type', value: ruleTypes[rule.ruleType].name },
    { name: 'Severity', value: rule.severity },
    { name: 'On a hit', value: rule.action ?? 'by the policy’s mode' },
    { name: 'Active', value: rule.isActive ? 'on' : 'off' },
    { name: 'Holds for', value: rule.appliesTo === 'organization' ? 'all agents' : 'agents of its policies' },
    ...conditionFacts(rule),
  ];
}

function diffFacts(before: readonly Fact[], after: readonly Fact[]): FactChange[] {
  const old = new Map(before.map(({ name, value }) => [name, value]));
  const now = new Map(after.map(({ name, value }) => [name, value]));
  const all = [...new Set([...old.keys(), ...now.keys()])];
  return all
    .map((name) => ({ name, before: old.get(name), after: now.get(name) }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

/** The fewest rules whose move explains the new order. */
function movesOf(before: readonly ComplianceRule[], after: readonly ComplianceRule[]): RuleMove[] {
  const was = new Map(before.map(({ id }, place) => [id, place + 1]));
  const is = new Map(after.map(({ id }, place) => [id, place + 1]));
  const kept = after.filter(({ id }) => was.has(id));
  const byId = new Map(kept.map((rule) => [rule.id, rule]));
  const order = before.filter(({ id }) => is.has(id)).map(({ id }) => id);
  return diffArrays(order, [...byId.keys()])
    .filter(({ added }) => added)
    .flatMap(({ value }) => value)
    .map((id) => ({ rule: byId.get(id)!, from: was.get(id)!, to: is.get(id)! }));
}
