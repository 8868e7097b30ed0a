import * as s from 'agentaudit-schemas';
import type { Static, TSchema } from 'typebox';
import { expect, test } from 'vitest';

/** Whether each can stand for the other; the compiler refuses what follows where they cannot. */
type Same<Schema extends TSchema, Interface> = [Static<Schema>] extends [Interface]
  ? [Interface] extends [Static<Schema>]
    ? true
    : 'the interface allows what the schema does not'
  : 'the schema allows what the interface does not';

/** For a schema that says less than its interface: which condition goes with which `ruleType`, or which keys a map has. */
type Fits<Schema extends TSchema, Interface> = [Interface] extends [Static<Schema>] ? true : 'the schema refuses it';

const compared = {
  ComplianceRuleSchema: true satisfies Fits<typeof s.ComplianceRuleSchema, s.ComplianceRule>,
  PolicyAnalyticsSchema: true satisfies Fits<typeof s.PolicyAnalyticsSchema, s.PolicyAnalytics>,
  RuleInputSchema: true satisfies Fits<typeof s.RuleInputSchema, s.RuleInput>,
  AccountSchema: true satisfies Same<typeof s.AccountSchema, s.Account>,
  AccountUpdateSchema: true satisfies Same<typeof s.AccountUpdateSchema, s.AccountUpdate>,
  AgentSchema: true satisfies Same<typeof s.AgentSchema, s.Agent>,
  AgentInputSchema: true satisfies Same<typeof s.AgentInputSchema, s.AgentInput>,
  AgentPageSchema: true satisfies Same<typeof s.AgentPageSchema, s.AgentPage>,
  AgentUpdateSchema: true satisfies Same<typeof s.AgentUpdateSchema, s.AgentUpdate>,
  AlertSchema: true satisfies Same<typeof s.AlertSchema, s.Alert>,
  AlertPageSchema: true satisfies Same<typeof s.AlertPageSchema, s.AlertPage>,
  AlertQuerySchema: true satisfies Same<typeof s.AlertQuerySchema, s.AlertQuery>,
  AlertResolutionSchema: true satisfies Same<typeof s.AlertResolutionSchema, s.AlertResolution>,
  AnalyticsQuerySchema: true satisfies Same<typeof s.AnalyticsQuerySchema, s.AnalyticsQuery>,
  ApiKeySchema: true satisfies Same<typeof s.ApiKeySchema, s.ApiKey>,
  ApiKeyInputSchema: true satisfies Same<typeof s.ApiKeyInputSchema, s.ApiKeyInput>,
  ApiKeyPageSchema: true satisfies Same<typeof s.ApiKeyPageSchema, s.ApiKeyPage>,
  AuditLogSchema: true satisfies Same<typeof s.AuditLogSchema, s.AuditLog>,
  AuditLogExportQuerySchema: true satisfies Same<typeof s.AuditLogExportQuerySchema, s.AuditLogExportQuery>,
  AuditLogInputSchema: true satisfies Same<typeof s.AuditLogInputSchema, s.AuditLogInput>,
  AuditLogQuerySchema: true satisfies Same<typeof s.AuditLogQuerySchema, s.AuditLogQuery>,
  BacktestSchema: true satisfies Same<typeof s.BacktestSchema, s.Backtest>,
  BacktestInputSchema: true satisfies Same<typeof s.BacktestInputSchema, s.BacktestInput>,
  BatchEntrySchema: true satisfies Same<typeof s.BatchEntrySchema, s.BatchEntry>,
  BillingPricesSchema: true satisfies Same<typeof s.BillingPricesSchema, s.BillingPrices>,
  ChainSchema: true satisfies Same<typeof s.ChainSchema, s.Chain>,
  CheckoutInputSchema: true satisfies Same<typeof s.CheckoutInputSchema, s.CheckoutInput>,
  CheckoutSessionSchema: true satisfies Same<typeof s.CheckoutSessionSchema, s.CheckoutSession>,
  ComplianceRulePageSchema: true satisfies Same<typeof s.ComplianceRulePageSchema, s.ComplianceRulePage>,
  CreatedApiKeySchema: true satisfies Same<typeof s.CreatedApiKeySchema, s.CreatedApiKey>,
  CredentialsSchema: true satisfies Same<typeof s.CredentialsSchema, s.Credentials>,
  DeliverySchema: true satisfies Same<typeof s.DeliverySchema, s.Delivery>,
  DeliveryQuerySchema: true satisfies Same<typeof s.DeliveryQuerySchema, s.DeliveryQuery>,
  EnforcementActionSchema: true satisfies Same<typeof s.EnforcementActionSchema, s.EnforcementAction>,
  ErrorBodySchema: true satisfies Same<typeof s.ErrorBodySchema, s.ErrorBody>,
  GuardrailCheckSchema: true satisfies Same<typeof s.GuardrailCheckSchema, s.GuardrailCheck>,
  GuardrailVerdictSchema: true satisfies Same<typeof s.GuardrailVerdictSchema, s.GuardrailVerdict>,
  HitlActorSchema: true satisfies Same<typeof s.HitlActorSchema, s.HitlActor>,
  HitlAnswerSchema: true satisfies Same<typeof s.HitlAnswerSchema, s.HitlAnswer>,
  HitlAuditQuerySchema: true satisfies Same<typeof s.HitlAuditQuerySchema, s.HitlAuditQuery>,
  HitlConsumeInputSchema: true satisfies Same<typeof s.HitlConsumeInputSchema, s.HitlConsumeInput>,
  HitlDecisionInputSchema: true satisfies Same<typeof s.HitlDecisionInputSchema, s.HitlDecisionInput>,
  HitlErrorBodySchema: true satisfies Same<typeof s.HitlErrorBodySchema, s.HitlErrorBody>,
  HitlPageSchema: true satisfies Same<typeof s.HitlPageSchema, s.HitlPage>,
  HitlPendingQuerySchema: true satisfies Same<typeof s.HitlPendingQuerySchema, s.HitlPendingQuery>,
  HitlRecordSchema: true satisfies Same<typeof s.HitlRecordSchema, s.HitlRecord>,
  HitlRequestInputSchema: true satisfies Same<typeof s.HitlRequestInputSchema, s.HitlRequestInput>,
  HitlStatsAnswerSchema: true satisfies Same<typeof s.HitlStatsAnswerSchema, s.HitlStatsAnswer>,
  HitlVoteSchema: true satisfies Same<typeof s.HitlVoteSchema, s.HitlVote>,
  InstalledPackSchema: true satisfies Same<typeof s.InstalledPackSchema, s.InstalledPack>,
  InvitationSchema: true satisfies Same<typeof s.InvitationSchema, s.Invitation>,
  InvitationAcceptanceSchema: true satisfies Same<typeof s.InvitationAcceptanceSchema, s.InvitationAcceptance>,
  InvitedMemberSchema: true satisfies Same<typeof s.InvitedMemberSchema, s.InvitedMember>,
  MemberSchema: true satisfies Same<typeof s.MemberSchema, s.Member>,
  MemberUpdateSchema: true satisfies Same<typeof s.MemberUpdateSchema, s.MemberUpdate>,
  NotificationTestSchema: true satisfies Same<typeof s.NotificationTestSchema, s.NotificationTest>,
  OrganizationSchema: true satisfies Same<typeof s.OrganizationSchema, s.Organization>,
  PackSchema: true satisfies Same<typeof s.PackSchema, s.Pack>,
  PackCloneSchema: true satisfies Same<typeof s.PackCloneSchema, s.PackClone>,
  PackInstallSchema: true satisfies Same<typeof s.PackInstallSchema, s.PackInstall>,
  PackPageSchema: true satisfies Same<typeof s.PackPageSchema, s.PackPage>,
  PackRuleSchema: true satisfies Same<typeof s.PackRuleSchema, s.PackRule>,
  PageQuerySchema: true satisfies Same<typeof s.PageQuerySchema, s.PageQuery>,
  PolicySchema: true satisfies Same<typeof s.PolicySchema, s.Policy>,
  PolicyAgentSchema: true satisfies Same<typeof s.PolicyAgentSchema, s.PolicyAgent>,
  PolicyInputSchema: true satisfies Same<typeof s.PolicyInputSchema, s.PolicyInput>,
  PolicyPageSchema: true satisfies Same<typeof s.PolicyPageSchema, s.PolicyPage>,
  PolicyUpdateSchema: true satisfies Same<typeof s.PolicyUpdateSchema, s.PolicyUpdate>,
  PolicyVersionSchema: true satisfies Same<typeof s.PolicyVersionSchema, s.PolicyVersion>,
  PolicyVersionInputSchema: true satisfies Same<typeof s.PolicyVersionInputSchema, s.PolicyVersionInput>,
  PolicyVersionPageSchema: true satisfies Same<typeof s.PolicyVersionPageSchema, s.PolicyVersionPage>,
  PortalSessionSchema: true satisfies Same<typeof s.PortalSessionSchema, s.PortalSession>,
  RegistrationSchema: true satisfies Same<typeof s.RegistrationSchema, s.Registration>,
  ReportSchema: true satisfies Same<typeof s.ReportSchema, s.Report>,
  ReportInputSchema: true satisfies Same<typeof s.ReportInputSchema, s.ReportInput>,
  RuleTestSchema: true satisfies Same<typeof s.RuleTestSchema, s.RuleTest>,
  RuleTestResultSchema: true satisfies Same<typeof s.RuleTestResultSchema, s.RuleTestResult>,
  RuleUpdateSchema: true satisfies Same<typeof s.RuleUpdateSchema, s.RuleUpdate>,
  RulesInForceSchema: true satisfies Same<typeof s.RulesInForceSchema, s.RulesInForce>,
  RulesInForceQuerySchema: true satisfies Same<typeof s.RulesInForceQuerySchema, s.RulesInForceQuery>,
  SessionSchema: true satisfies Same<typeof s.SessionSchema, s.Session>,
  SubscriptionSchema: true satisfies Same<typeof s.SubscriptionSchema, s.Subscription>,
  TraceSchema: true satisfies Same<typeof s.TraceSchema, s.Trace>,
  ViolationSchema: true satisfies Same<typeof s.ViolationSchema, s.Violation>,
  WebhookSecretSchema: true satisfies Same<typeof s.WebhookSecretSchema, s.WebhookSecret>,
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
});
