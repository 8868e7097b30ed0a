import * as s from 'agentaudit-schemas';
import type { Static, TSchema } from 'typebox';
import { expect, test } from 'vitest';

/** Whether each can stand for the other; the compiler refuses what follows where they cannot. */
type Same<Schema extends TSchema, Interface> = [Static<Schema>] extends [Interface]
  ? [Interface] extends [Static<Schema>]
    ? true
    : 'the interface allows what the schema does not'
  : 'the schema allows what the interface does not';

function same<Schema extends TSchema, Interface>(answer: Same<Schema, Interface>): boolean {
  return answer === true;
}

/** For a schema that says less than its interface: which condition goes with which `ruleType`, or which keys a map has. */
function fits<Schema extends TSchema, Interface>(answer: [Interface] extends [Static<Schema>] ? true : never): boolean {
  return answer === true;
}

const compared = {
  ComplianceRuleSchema: fits<typeof s.ComplianceRuleSchema, s.ComplianceRule>(true),
  PolicyAnalyticsSchema: fits<typeof s.PolicyAnalyticsSchema, s.PolicyAnalytics>(true),
  RuleInputSchema: fits<typeof s.RuleInputSchema, s.RuleInput>(true),
  AccountSchema: same<typeof s.AccountSchema, s.Account>(true),
  AccountUpdateSchema: same<typeof s.AccountUpdateSchema, s.AccountUpdate>(true),
  AgentSchema: same<typeof s.AgentSchema, s.Agent>(true),
  AgentInputSchema: same<typeof s.AgentInputSchema, s.AgentInput>(true),
  AgentPageSchema: same<typeof s.AgentPageSchema, s.AgentPage>(true),
  AgentUpdateSchema: same<typeof s.AgentUpdateSchema, s.AgentUpdate>(true),
  AlertSchema: same<typeof s.AlertSchema, s.Alert>(true),
  AlertPageSchema: same<typeof s.AlertPageSchema, s.AlertPage>(true),
  AlertQuerySchema: same<typeof s.AlertQuerySchema, s.AlertQuery>(true),
  AlertResolutionSchema: same<typeof s.AlertResolutionSchema, s.AlertResolution>(true),
  AnalyticsQuerySchema: same<typeof s.AnalyticsQuerySchema, s.AnalyticsQuery>(true),
  ApiKeySchema: same<typeof s.ApiKeySchema, s.ApiKey>(true),
  ApiKeyInputSchema: same<typeof s.ApiKeyInputSchema, s.ApiKeyInput>(true),
  ApiKeyPageSchema: same<typeof s.ApiKeyPageSchema, s.ApiKeyPage>(true),
  AuditLogSchema: same<typeof s.AuditLogSchema, s.AuditLog>(true),
  AuditLogExportQuerySchema: same<typeof s.AuditLogExportQuerySchema, s.AuditLogExportQuery>(true),
  AuditLogInputSchema: same<typeof s.AuditLogInputSchema, s.AuditLogInput>(true),
  AuditLogQuerySchema: same<typeof s.AuditLogQuerySchema, s.AuditLogQuery>(true),
  BacktestSchema: same<typeof s.BacktestSchema, s.Backtest>(true),
  BacktestInputSchema: same<typeof s.BacktestInputSchema, s.BacktestInput>(true),
  BatchEntrySchema: same<typeof s.BatchEntrySchema, s.BatchEntry>(true),
  BillingPricesSchema: same<typeof s.BillingPricesSchema, s.BillingPrices>(true),
  ChainSchema: same<typeof s.ChainSchema, s.Chain>(true),
  CheckoutInputSchema: same<typeof s.CheckoutInputSchema, s.CheckoutInput>(true),
  CheckoutSessionSchema: same<typeof s.CheckoutSessionSchema, s.CheckoutSession>(true),
  ComplianceRulePageSchema: same<typeof s.ComplianceRulePageSchema, s.ComplianceRulePage>(true),
  CreatedApiKeySchema: same<typeof s.CreatedApiKeySchema, s.CreatedApiKey>(true),
  CredentialsSchema: same<typeof s.CredentialsSchema, s.Credentials>(true),
  DeliverySchema: same<typeof s.DeliverySchema, s.Delivery>(true),
  DeliveryQuerySchema: same<typeof s.DeliveryQuerySchema, s.DeliveryQuery>(true),
  EnforcementActionSchema: same<typeof s.EnforcementActionSchema, s.EnforcementAction>(true),
  ErrorBodySchema: same<typeof s.ErrorBodySchema, s.ErrorBody>(true),
  GuardrailCheckSchema: same<typeof s.GuardrailCheckSchema, s.GuardrailCheck>(true),
  GuardrailVerdictSchema: same<typeof s.GuardrailVerdictSchema, s.GuardrailVerdict>(true),
  HitlActorSchema: same<typeof s.HitlActorSchema, s.HitlActor>(true),
  HitlAnswerSchema: same<typeof s.HitlAnswerSchema, s.HitlAnswer>(true),
  HitlAuditQuerySchema: same<typeof s.HitlAuditQuerySchema, s.HitlAuditQuery>(true),
  HitlConsumeInputSchema: same<typeof s.HitlConsumeInputSchema, s.HitlConsumeInput>(true),
  HitlDecisionInputSchema: same<typeof s.HitlDecisionInputSchema, s.HitlDecisionInput>(true),
  HitlErrorBodySchema: same<typeof s.HitlErrorBodySchema, s.HitlErrorBody>(true),
  HitlPageSchema: same<typeof s.HitlPageSchema, s.HitlPage>(true),
  HitlPendingQuerySchema: same<typeof s.HitlPendingQuerySchema, s.HitlPendingQuery>(true),
  HitlRecordSchema: same<typeof s.HitlRecordSchema, s.HitlRecord>(true),
  HitlRequestInputSchema: same<typeof s.HitlRequestInputSchema, s.HitlRequestInput>(true),
  HitlStatsAnswerSchema: same<typeof s.HitlStatsAnswerSchema, s.HitlStatsAnswer>(true),
  HitlVoteSchema: same<typeof s.HitlVoteSchema, s.HitlVote>(true),
  InstalledPackSchema: same<typeof s.InstalledPackSchema, s.InstalledPack>(true),
  InvitationSchema: same<typeof s.InvitationSchema, s.Invitation>(true),
  InvitationAcceptanceSchema: same<typeof s.InvitationAcceptanceSchema, s.InvitationAcceptance>(true),
  InvitedMemberSchema: same<typeof s.InvitedMemberSchema, s.InvitedMember>(true),
  MemberSchema: same<typeof s.MemberSchema, s.Member>(true),
  MemberUpdateSchema: same<typeof s.MemberUpdateSchema, s.MemberUpdate>(true),
  NotificationTestSchema: same<typeof s.NotificationTestSchema, s.NotificationTest>(true),
  OrganizationSchema: same<typeof s.OrganizationSchema, s.Organization>(true),
  PackSchema: same<typeof s.PackSchema, s.Pack>(true),
  PackCloneSchema: same<typeof s.PackCloneSchema, s.PackClone>(true),
  PackInstallSchema: same<typeof s.PackInstallSchema, s.PackInstall>(true),
  PackPageSchema: same<typeof s.PackPageSchema, s.PackPage>(true),
  PackRuleSchema: same<typeof s.PackRuleSchema, s.PackRule>(true),
  PageQuerySchema: same<typeof s.PageQuerySchema, s.PageQuery>(true),
  PolicySchema: same<typeof s.PolicySchema, s.Policy>(true),
  PolicyAgentSchema: same<typeof s.PolicyAgentSchema, s.PolicyAgent>(true),
  PolicyInputSchema: same<typeof s.PolicyInputSchema, s.PolicyInput>(true),
  PolicyPageSchema: same<typeof s.PolicyPageSchema, s.PolicyPage>(true),
  PolicyUpdateSchema: same<typeof s.PolicyUpdateSchema, s.PolicyUpdate>(true),
  PolicyVersionSchema: same<typeof s.PolicyVersionSchema, s.PolicyVersion>(true),
  PolicyVersionInputSchema: same<typeof s.PolicyVersionInputSchema, s.PolicyVersionInput>(true),
  PolicyVersionPageSchema: same<typeof s.PolicyVersionPageSchema, s.PolicyVersionPage>(true),
  PortalSessionSchema: same<typeof s.PortalSessionSchema, s.PortalSession>(true),
  RegistrationSchema: same<typeof s.RegistrationSchema, s.Registration>(true),
  ReportSchema: same<typeof s.ReportSchema, s.Report>(true),
  ReportInputSchema: same<typeof s.ReportInputSchema, s.ReportInput>(true),
  RuleTestSchema: same<typeof s.RuleTestSchema, s.RuleTest>(true),
  RuleTestResultSchema: same<typeof s.RuleTestResultSchema, s.RuleTestResult>(true),
  RuleUpdateSchema: same<typeof s.RuleUpdateSchema, s.RuleUpdate>(true),
  RulesInForceSchema: same<typeof s.RulesInForceSchema, s.RulesInForce>(true),
  RulesInForceQuerySchema: same<typeof s.RulesInForceQuerySchema, s.RulesInForceQuery>(true),
  SessionSchema: same<typeof s.SessionSchema, s.Session>(true),
  SubscriptionSchema: same<typeof s.SubscriptionSchema, s.Subscription>(true),
  TraceSchema: same<typeof s.TraceSchema, s.Trace>(true),
  ViolationSchema: same<typeof s.ViolationSchema, s.Violation>(true),
  WebhookSecretSchema: same<typeof s.WebhookSecretSchema, s.WebhookSecret>(true),
};

/** Those that describe no interface of their own: texts, and pages and queries that are made of others. */
const withoutInterface = [
  'AuditLogPageSchema',
  'BatchInputSchema',
  'DeliveryPageSchema',
  'EventStreamHeadersSchema',
  'HitlStatsQuerySchema',
  'HitlWaitQuerySchema',
  'InstantSchema',
  'LogIdSchema',
  'MemberPageSchema',
  'PolicyAgentQuerySchema',
  'ReportPageSchema',
  'TraceQuerySchema',
];

test('every schema says what its interface says', () => {
  const schemas = Object.keys(s).filter((name) => name.endsWith('Schema'));
  expect([...Object.keys(compared), ...withoutInterface].toSorted()).toEqual(schemas.toSorted());
  expect(Object.values(compared)).toEqual(schemas.filter((name) => name in compared).map(() => true));
});
