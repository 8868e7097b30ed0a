import type { Severity } from 'agentaudit-client';

import { type RuleAction, ruleActionNames, type RuleType, ruleTypeNames, severities } from './rule-words.ts';

/** What the address of the list of rules says. */
export interface RuleSearch {
  q?: string;
  type?: RuleType;
  severity?: Severity;
  /** `none`: a policy's mode decides. */
  action?: RuleAction | 'none';
  state?: 'on' | 'off';
  /** The pack that it came with; `none` for rules of one's own. */
  pack?: string;
}

export function parseRuleSearch(search: Record<string, unknown>): RuleSearch {
  const parsed: RuleSearch = {};
  const { q, pack } = search;
  if ((typeof q === 'string' && q !== '') || typeof q === 'number') parsed.q = String(q);
  if (typeof pack === 'string' && pack !== '') parsed.pack = pack;
  const type = ruleTypeNames.find((name) => name === search['type']);
  if (type !== undefined) parsed.type = type;
  const severity = severities.find((name) => name === search['severity']);
  if (severity !== undefined) parsed.severity = severity;
  const action = ([...ruleActionNames, 'none'] as const).find((name) => name === search['action']);
  if (action !== undefined) parsed.action = action;
  const state = (['on', 'off'] as const).find((name) => name === search['state']);
  if (state !== undefined) parsed.state = state;
  return parsed;
}

/** What the address of the editor says. */
export interface RuleEditorSearch {
  /** The condition as JSON in place of the form. */
  view?: 'json';
  panel?: 'dry-run';
  /** Of a new rule. */
  type?: RuleType;
  /** The rule that a new one starts as a copy of. */
  from?: string;
  /** A pack and the key of one of its rules, likewise. */
  pack?: string;
  rule?: string;
}

export function parseRuleEditorSearch(search: Record<string, unknown>): RuleEditorSearch {
  const parsed: RuleEditorSearch = {};
  if (search['view'] === 'json') parsed.view = 'json';
  if (search['panel'] === 'dry-run') parsed.panel = 'dry-run';
  const type = ruleTypeNames.find((name) => name === search['type']);
  if (type !== undefined) parsed.type = type;
  for (const name of ['from', 'pack', 'rule'] as const) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') parsed[name] = value;
  }
  return parsed;
}
