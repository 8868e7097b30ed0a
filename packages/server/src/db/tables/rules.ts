import type {
  BacktestStatus,
  Disposition,
  EnforcementAction,
  PolicyMode,
  RuleAction,
  RulePlacement,
  RuleType,
  Severity,
} from 'agentaudit-schemas';

/** The tables of what judges logs, and of what comes of it. */
export interface RuleTables {
  agents: AgentsTable;
  rules: RulesTable;
  installed_packs: InstalledPacksTable;
  policies: PoliciesTable;
  policy_rules: PolicyRulesTable;
  policy_agents: PolicyAgentsTable;
  policy_versions: PolicyVersionsTable;
  backtests: BacktestsTable;
  alerts: AlertsTable;
  rule_samples: RuleSamplesTable;
  rule_expectations: RuleExpectationsTable;
  judged_sets: JudgedSetsTable;
  verdict_counters: VerdictCountersTable;
  rule_timings: RuleTimingsTable;
}

export interface AgentsTable {
  org: number;
  id: string;
  name: string;
  metadata: string;
  created_at: number;
}

export interface RulesTable {
  org: number;
  id: string;
  name: string;
  description: string | null;
  rule_type: RuleType;
  condition: string;
  severity: Severity;
  action: RuleAction | null;
  applies_to: RulePlacement;
  is_active: number;
  /** The pack it was installed with, and its name there; of a copy the name alone, as `<pack>/<name>`. */
  pack_id: string | null;
  pack_key: string | null;
  /** The policy that it belongs to and goes with: a copy out of a pack. */
  policy_id: string | null;
  created_at: number;
  updated_at: number;
}

interface InstalledPacksTable {
  org: number;
  pack_id: string;
  installed_at: number;
}

export interface PoliciesTable {
  org: number;
  id: string;
  name: string;
  description: string | null;
  mode: PolicyMode;
  shadow: number;
  priority: number;
  is_active: number;
  version: number;
  version_id: string;
  created_at: number;
  updated_at: number;
}

interface PolicyRulesTable {
  org: number;
  policy_id: string;
  rule_id: string;
  position: number;
}

interface PolicyAgentsTable {
  org: number;
  policy_id: string;
  agent_id: string;
}

/** Kept when the policy is deleted: verdicts name the version that gave them. */
export interface PolicyVersionsTable {
  org: number;
  id: string;
  policy_id: string;
  version: number;
  /** JSON: what was set, and the rules as they stood. */
  snapshot: string;
  rules: string;
  note: string | null;
  created_at: number;
}

export interface BacktestsTable {
  org: number;
  id: string;
  policy_id: string;
  /** JSON of what to try: both sides' rules and the range of logs, fixed when it was asked for. */
  plan: string;
  status: BacktestStatus;
  progress: number;
  result: string | null;
  error: string | null;
  created_at: number;
}

export interface AlertsTable {
  org: number;
  id: string;
  rule_id: string;
  policy_id: string | null;
  audit_log_id: string;
  agent_id: string | null;
  severity: Severity;
  message: string;
  /** Hash of rule, policy and agent: what is alike is counted in one alert. */
  likeness: string;
  count: number;
  created_at: number;
  resolved_at: number | null;
  resolved_by: string | null;
  note: string | null;
  disposition: Disposition | null;
}

/** What stateful rules remember: numbers in time. Samples of one instant, and old ones of a long series, share a row. */
export interface RuleSamplesTable {
  org: number;
  series: string;
  at: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  expires_at: number;
}

/** What must still happen, and the violation to record if it does not. */
export interface RuleExpectationsTable {
  org: number;
  id: string;
  due_at: number;
  expectation: string;
}

/** Rules and policies that were in force together, so that an evaluation of all of them is counted in one row. */
export interface JudgedSetsTable {
  org: number;
  id: string;
  rule_ids: string;
  policy_ids: string;
}

/**
 * Logs and findings by hour and by day. What does not apply is the empty text. `judged` counts logs by
 * the set that judged them; `verdict` logs by what became of them, for the organization as a whole and
 * for each policy; `hit` logs and findings by rule.
 */
export interface VerdictCountersTable {
  org: number;
  /** Hours in the bucket: 1 or 24. */
  hours: number;
  /** Its start, in hours since 1970. */
  bucket: number;
  kind: 'judged' | 'verdict' | 'hit';
  agent_id: string;
  set_id: string;
  rule_id: string;
  policy_id: string;
  severity: Severity | '';
  action: EnforcementAction | '';
  shadow: number;
  logs: number;
  findings: number;
}

/** How long rules took, from a sample. */
export interface RuleTimingsTable {
  org: number;
  rule_id: string;
  samples: number;
  microseconds: number;
}
