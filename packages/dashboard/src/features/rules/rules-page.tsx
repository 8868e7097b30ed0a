import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ComplianceRule } from 'agentaudit-client';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';

import { useMay } from '../../session/use-account.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { DeleteRuleDialog } from './delete-rule-dialog.tsx';
import { filterRules } from './filter-rules.ts';
import { RuleFilterBar } from './rule-filter-bar.tsx';
import type { RuleSearch } from './rule-search.ts';
import { RulesTable } from './rules-table.tsx';
import { useRuleHits, useRulePolicies, useRules, useRuleSwitch } from './use-rules.ts';

/** What every log is judged by. */
export function RulesPage() {
  const search = useSearch({ from: '/signed-in/rules' });
  const navigate = useNavigate({ from: '/rules' });
  const rules = useRules();
  const hits = useRuleHits();
  const policies = useRulePolicies();
  const flip = useRuleSwitch();
  const [deleting, setDeleting] = useState<ComplianceRule>();
  const mayManage = useMay('manage') === true;
  const shown = useMemo(() => filterRules(rules.data ?? [], search), [rules.data, search]);
  const packIds = useMemo(
    () => [...new Set(rules.data?.flatMap(({ packId }) => packId ?? []))].toSorted(),
    [rules.data],
  );
  const all = rules.data?.length ?? 0;

  return (
    <Page
      title="Rules"
      actions={
        <>
          <Link to="/packs" className="text-accent px-2 underline">
            Packs
          </Link>
          {mayManage && (
            <Link
              to="/rules/new"
              className="bg-accent text-accent-ink inline-flex h-8 items-center gap-1.5 rounded-md px-3 font-medium hover:brightness-110"
            >
              <Plus size={14} aria-hidden /> New rule
            </Link>
          )}
        </>
      }
    >
      {rules.isPending && <Skeleton />}
      {rules.isError && <Failure error={rules.error} onRetry={() => void rules.refetch()} />}
      {flip.isError && <Failure error={flip.error} />}
      {rules.isSuccess && all === 0 && (
        <Empty title="No rule judges your logs yet">
          {mayManage ? (
            <>
              <Link to="/packs" className="text-accent underline">
                Install a pack
              </Link>{' '}
              of curated rules, or{' '}
              <Link to="/rules/new" className="text-accent underline">
                write one
              </Link>{' '}
              and try it on your own logs before it counts.
            </>
          ) : (
            'Owners and admins write rules, or install packs of them.'
          )}
        </Empty>
      )}
      {all > 0 && (
        <>
          <RuleFilterBar
            search={search}
            packIds={packIds}
            onChange={(change) =>
              void navigate({ search: (before) => ({ ...before, ...change }) as RuleSearch, replace: true })
            }
          />
          <p role="status" className="text-muted -my-2 text-xs">
            {shown.length === all ? `${all} rules` : `${shown.length} of ${all} rules`},{' '}
            {shown.filter(({ isActive }) => isActive).length} on
          </p>
        </>
      )}
      {all > 0 && shown.length === 0 && (
        <Empty title="No rule passes these filters">Remove a filter, or search for fewer words.</Empty>
      )}
      {shown.length > 0 && (
        <RulesTable
          rules={shown}
          hits={hits.data}
          policies={policies.data}
          mayChange={mayManage}
          onSwitch={({ id }, isActive) => flip.mutate({ id, isActive })}
          onDelete={setDeleting}
        />
      )}
      <DeleteRuleDialog
        rule={deleting}
        policies={(deleting && policies.data?.get(deleting.id)) ?? []}
        onClose={() => setDeleting(undefined)}
        onDeleted={() => setDeleting(undefined)}
      />
    </Page>
  );
}
