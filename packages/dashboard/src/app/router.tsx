import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';

import { parseAgentListSearch, parseAgentSearch } from '../features/agents/agent-search.ts';
import { parseAlertSearch } from '../features/alerts/alert-search.ts';
import { parseApprovalSearch, parseInboxSearch } from '../features/approvals/approval-search.ts';
import { parseLogSearch } from '../features/logs/log-search.ts';
import { parseAnalyticsSearch } from '../features/policies/analytics/analytics-search.ts';
import { parseBacktestSearch } from '../features/policies/backtest/backtest-search.ts';
import { parsePolicyListSearch } from '../features/policies/policy-search.ts';
import { parseVersionSearch } from '../features/policies/versions/version-search.ts';
import { parseRuleEditorSearch, parseRuleSearch } from '../features/rules/rule-search.ts';
import { parseTraceSearch } from '../features/traces/trace-search.ts';
import { Failure } from '../ui/state.tsx';
import { parseNewSearch } from './new-search.ts';
import { acceptInvitation, login, register, root, signedIn } from './root-routes.tsx';
import { paid, settings } from './settings-routes.ts';

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
});

const agents = createRoute({
  getParentRoute: () => signedIn,
  path: '/agents',
  validateSearch: parseAgentListSearch,
  component: lazyRouteComponent(() => import('../features/agents/agents-page.tsx'), 'AgentsPage'),
});

const agent = createRoute({
  getParentRoute: () => signedIn,
  path: '/agents/$agentId',
  validateSearch: parseAgentSearch,
  component: lazyRouteComponent(() => import('../features/agents/page/agent-page.tsx'), 'AgentPage'),
});

const welcome = createRoute({
  getParentRoute: () => signedIn,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../features/onboarding/welcome-page.tsx'), 'WelcomePage'),
});

const logs = createRoute({
  getParentRoute: () => signedIn,
  path: '/logs',
  validateSearch: parseLogSearch,
  component: lazyRouteComponent(() => import('../features/logs/logs-page.tsx'), 'LogsPage'),
});

const traces = createRoute({
  getParentRoute: () => signedIn,
  path: '/traces',
  component: lazyRouteComponent(() => import('../features/traces/open-trace-page.tsx'), 'OpenTracePage'),
});

const trace = createRoute({
  getParentRoute: () => signedIn,
  path: '/traces/$traceId',
  validateSearch: parseTraceSearch,
  component: lazyRouteComponent(() => import('../features/traces/trace-page.tsx'), 'TracePage'),
});

const alerts = createRoute({
  getParentRoute: () => signedIn,
  path: '/alerts',
  validateSearch: parseAlertSearch,
  component: lazyRouteComponent(() => import('../features/alerts/alerts-page.tsx'), 'AlertsPage'),
});

const rules = createRoute({
  getParentRoute: () => signedIn,
  path: '/rules',
  validateSearch: parseRuleSearch,
  component: lazyRouteComponent(() => import('../features/rules/rules-page.tsx'), 'RulesPage'),
});

const newRule = createRoute({
  getParentRoute: () => signedIn,
  path: '/rules/new',
  validateSearch: parseRuleEditorSearch,
  component: lazyRouteComponent(() => import('../features/rules/new-rule-page.tsx'), 'NewRulePage'),
});

const rule = createRoute({
  getParentRoute: () => signedIn,
  path: '/rules/$ruleId',
  validateSearch: parseRuleEditorSearch,
  component: lazyRouteComponent(() => import('../features/rules/rule-page.tsx'), 'RulePage'),
});

const policies = createRoute({
  getParentRoute: () => signedIn,
  path: '/policies',
  validateSearch: parsePolicyListSearch,
  component: lazyRouteComponent(() => import('../features/policies/policies-page.tsx'), 'PoliciesPage'),
});

const policyFrame = createRoute({
  getParentRoute: () => signedIn,
  id: 'policy',
  component: lazyRouteComponent(() => import('../features/policies/policy-layout.tsx'), 'PolicyLayout'),
});

const policy = createRoute({
  getParentRoute: () => policyFrame,
  path: '/policies/$policyId',
  component: lazyRouteComponent(() => import('../features/policies/policy-page.tsx'), 'PolicyPage'),
});

const policyVersions = createRoute({
  getParentRoute: () => policyFrame,
  path: '/policies/$policyId/versions',
  validateSearch: parseVersionSearch,
  component: lazyRouteComponent(() => import('../features/policies/versions/versions-page.tsx'), 'VersionsPage'),
});

const policyAnalytics = createRoute({
  getParentRoute: () => policyFrame,
  path: '/policies/$policyId/analytics',
  validateSearch: parseAnalyticsSearch,
  component: lazyRouteComponent(() => import('../features/policies/analytics/analytics-page.tsx'), 'AnalyticsPage'),
});

const policyBacktest = createRoute({
  getParentRoute: () => policyFrame,
  path: '/policies/$policyId/backtest',
  validateSearch: parseBacktestSearch,
  component: lazyRouteComponent(() => import('../features/policies/backtest/backtest-page.tsx'), 'BacktestPage'),
});

const packs = createRoute({
  getParentRoute: () => signedIn,
  path: '/packs',
  component: lazyRouteComponent(() => import('../features/packs/packs-page.tsx'), 'PacksPage'),
});

const pack = createRoute({
  getParentRoute: () => signedIn,
  path: '/packs/$packId',
  component: lazyRouteComponent(() => import('../features/packs/pack-page.tsx'), 'PackPage'),
});

const approvals = createRoute({
  getParentRoute: () => signedIn,
  path: '/approvals',
  validateSearch: parseInboxSearch,
  component: lazyRouteComponent(() => import('../features/approvals/approvals-page.tsx'), 'ApprovalsPage'),
});

const approvalsAudit = createRoute({
  getParentRoute: () => signedIn,
  path: '/approvals/audit',
  validateSearch: parseApprovalSearch,
  component: lazyRouteComponent(() => import('../features/approvals/audit-page.tsx'), 'ApprovalsAuditPage'),
});

const reports = createRoute({
  getParentRoute: () => signedIn,
  path: '/reports',
  validateSearch: parseNewSearch,
  component: lazyRouteComponent(() => import('../features/reports/reports-page.tsx'), 'ReportsPage'),
});

const apiKeys = createRoute({
  getParentRoute: () => signedIn,
  path: '/api-keys',
  validateSearch: parseNewSearch,
  component: lazyRouteComponent(() => import('../features/api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    register,
    acceptInvitation,
    signedIn.addChildren([
      home,
      welcome,
      logs,
      traces,
      trace,
      alerts,
      rules,
      newRule,
      rule,
      packs,
      pack,
      agents,
      agent,
      policies,
      policyFrame.addChildren([policy, policyVersions, policyAnalytics, policyBacktest]),
      approvals,
      approvalsAudit,
      reports,
      settings,
      paid,
      apiKeys,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: ({ error, reset }) => (
    <div className="p-6">
      <Failure error={error} onRetry={reset} />
    </div>
  ),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
