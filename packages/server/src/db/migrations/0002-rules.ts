import { type Kysely, sql } from 'kysely';

import type { Engine } from '../database.ts';

/** Agents, rules, packs, policies, alerts, and what judging remembers and counts. */
export function rules(engine: Engine) {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const statement of [...tables(engine), ...indexes]) await sql.raw(statement).execute(db);
    },
  };
}

function tables(engine: Engine): string[] {
  const float = engine === 'sqlite' ? 'REAL' : 'DOUBLE PRECISION';
  const clustered = engine === 'sqlite' ? 'WITHOUT ROWID' : '';
  return [
    // Read with the head by every commit, and raised by whatever changes what judges.
    `ALTER TABLE log_heads ADD COLUMN rules_revision BIGINT NOT NULL DEFAULT 0`,
    `CREATE TABLE agents (
      org BIGINT NOT NULL REFERENCES organizations (number), id TEXT NOT NULL, name TEXT NOT NULL,
      metadata TEXT NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (org, id))`,
    `CREATE TABLE rules (
      org BIGINT NOT NULL REFERENCES organizations (number), id TEXT NOT NULL, name TEXT NOT NULL, description TEXT,
      rule_type TEXT NOT NULL, condition TEXT NOT NULL, severity TEXT NOT NULL, action TEXT, applies_to TEXT NOT NULL,
      is_active INTEGER NOT NULL, pack_id TEXT, pack_key TEXT, policy_id TEXT, created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL, PRIMARY KEY (org, id))`,
    `CREATE TABLE installed_packs (
      org BIGINT NOT NULL REFERENCES organizations (number), pack_id TEXT NOT NULL, installed_at BIGINT NOT NULL,
      PRIMARY KEY (org, pack_id)) ${clustered}`,
    `CREATE TABLE policies (
      org BIGINT NOT NULL REFERENCES organizations (number), id TEXT NOT NULL, name TEXT NOT NULL, description TEXT,
      mode TEXT NOT NULL, shadow INTEGER NOT NULL, priority INTEGER NOT NULL, is_active INTEGER NOT NULL,
      version INTEGER NOT NULL, version_id TEXT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
      PRIMARY KEY (org, id))`,
    `CREATE TABLE policy_rules (
      org BIGINT NOT NULL, policy_id TEXT NOT NULL, rule_id TEXT NOT NULL, position INTEGER NOT NULL,
      PRIMARY KEY (org, policy_id, rule_id),
      FOREIGN KEY (org, policy_id) REFERENCES policies (org, id) ON DELETE CASCADE,
      FOREIGN KEY (org, rule_id) REFERENCES rules (org, id) ON DELETE CASCADE) ${clustered}`,
    `CREATE TABLE policy_agents (
      org BIGINT NOT NULL, policy_id TEXT NOT NULL, agent_id TEXT NOT NULL, PRIMARY KEY (org, policy_id, agent_id),
      FOREIGN KEY (org, policy_id) REFERENCES policies (org, id) ON DELETE CASCADE,
      FOREIGN KEY (org, agent_id) REFERENCES agents (org, id) ON DELETE CASCADE) ${clustered}`,
    `CREATE TABLE policy_versions (
      org BIGINT NOT NULL REFERENCES organizations (number), id TEXT NOT NULL, policy_id TEXT NOT NULL,
      version INTEGER NOT NULL, snapshot TEXT NOT NULL, rules TEXT NOT NULL, note TEXT, created_at BIGINT NOT NULL,
      PRIMARY KEY (org, id))`,
    `CREATE TABLE backtests (
      org BIGINT NOT NULL, id TEXT NOT NULL, policy_id TEXT NOT NULL, plan TEXT NOT NULL, status TEXT NOT NULL,
      progress ${float} NOT NULL, result TEXT, error TEXT, created_at BIGINT NOT NULL, PRIMARY KEY (org, id),
      FOREIGN KEY (org, policy_id) REFERENCES policies (org, id) ON DELETE CASCADE)`,
    `CREATE TABLE alerts (
      org BIGINT NOT NULL REFERENCES organizations (number), id TEXT NOT NULL, rule_id TEXT NOT NULL, policy_id TEXT,
      audit_log_id TEXT NOT NULL, agent_id TEXT, severity TEXT NOT NULL, message TEXT NOT NULL,
      likeness TEXT NOT NULL, count BIGINT NOT NULL, created_at BIGINT NOT NULL, resolved_at BIGINT, resolved_by TEXT,
      note TEXT, disposition TEXT, PRIMARY KEY (org, id))`,
    `CREATE TABLE rule_samples (
      org BIGINT NOT NULL, series TEXT NOT NULL, at BIGINT NOT NULL, count BIGINT NOT NULL, sum ${float} NOT NULL,
      min ${float} NOT NULL, max ${float} NOT NULL, expires_at BIGINT NOT NULL,
      PRIMARY KEY (org, series, at)) ${clustered}`,
    `CREATE TABLE rule_expectations (
      org BIGINT NOT NULL, id TEXT NOT NULL, due_at BIGINT NOT NULL, expectation TEXT NOT NULL,
      PRIMARY KEY (org, id)) ${clustered}`,
    `CREATE TABLE judged_sets (
      org BIGINT NOT NULL, id TEXT NOT NULL, rule_ids TEXT NOT NULL, policy_ids TEXT NOT NULL,
      PRIMARY KEY (org, id)) ${clustered}`,
    `CREATE TABLE verdict_counters (
      org BIGINT NOT NULL, hours INTEGER NOT NULL, bucket BIGINT NOT NULL, kind TEXT NOT NULL, agent_id TEXT NOT NULL,
      set_id TEXT NOT NULL, rule_id TEXT NOT NULL, policy_id TEXT NOT NULL, severity TEXT NOT NULL,
      action TEXT NOT NULL, shadow INTEGER NOT NULL, logs BIGINT NOT NULL, findings BIGINT NOT NULL,
      PRIMARY KEY (org, hours, bucket, kind, agent_id, set_id, rule_id, policy_id, severity, action, shadow)) ${clustered}`,
    `CREATE TABLE rule_timings (
      org BIGINT NOT NULL, rule_id TEXT NOT NULL, samples BIGINT NOT NULL, microseconds ${float} NOT NULL,
      PRIMARY KEY (org, rule_id)) ${clustered}`,
  ];
}

const indexes = [
  // Two installations at once cannot double a rule.
  `CREATE UNIQUE INDEX rules_pack ON rules (org, pack_id, pack_key) WHERE pack_id IS NOT NULL`,
  `CREATE INDEX rules_policy ON rules (org, policy_id) WHERE policy_id IS NOT NULL`,
  `CREATE INDEX policy_rules_rule ON policy_rules (org, rule_id)`,
  `CREATE INDEX policy_agents_agent ON policy_agents (org, agent_id)`,
  `CREATE UNIQUE INDEX policy_versions_version ON policy_versions (org, policy_id, version)`,
  `CREATE INDEX backtests_policy ON backtests (org, policy_id)`,
  `CREATE INDEX alerts_alike ON alerts (org, likeness) WHERE resolved_at IS NULL`,
  `CREATE INDEX alerts_open ON alerts (org, id) WHERE resolved_at IS NULL`,
  `CREATE INDEX alerts_log ON alerts (org, audit_log_id)`,
  `CREATE INDEX alerts_agent ON alerts (org, agent_id, id)`,
  `CREATE INDEX alerts_rule ON alerts (org, rule_id, id)`,
  `CREATE INDEX alerts_policy ON alerts (org, policy_id, id) WHERE policy_id IS NOT NULL`,
  `CREATE INDEX rule_samples_expiry ON rule_samples (expires_at)`,
  `CREATE INDEX rule_expectations_due ON rule_expectations (due_at)`,
];
