import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ComplianceRule } from 'agentaudit-client';
import { Copy, Trash2 } from 'lucide-react';
import { useState } from 'react';

import { useMay } from '../../session/use-account.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Skeleton } from '../../ui/state.tsx';
import { originOf } from '../packs/pack-state.ts';
import { usePacks } from '../packs/use-packs.ts';
import { DeleteRuleDialog } from './delete-rule-dialog.tsx';
import { toDraft } from './editor/rule-draft.ts';
import { RuleEditor } from './editor/rule-editor.tsx';
import { RuleNotice } from './rule-notice.tsx';
import type { RuleEditorSearch } from './rule-search.ts';
import { useRule, useRulePolicies } from './use-rules.ts';

/** One rule: what it looks for, and what it would do. */
export function RulePage() {
  const { ruleId } = useParams({ from: '/signed-in/rules/$ruleId' });
  const search = useSearch({ from: '/signed-in/rules/$ruleId' });
  const navigate = useNavigate({ from: '/rules/$ruleId' });
  const rule = useRule(ruleId);
  const policies = useRulePolicies();
  const packs = usePacks({ enabled: rule.data?.packId !== undefined });
  const mayManage = useMay('manage');
  const [deleting, setDeleting] = useState<ComplianceRule>();
  const memberOf = policies.data?.get(ruleId) ?? [];

  return (
    <Page
      title={rule.data?.name ?? 'Rule'}
      actions={
        <>
          <Link to="/rules" className="text-accent px-2 underline">
            All rules
          </Link>
          {mayManage === true && (
            <>
              <Link
                to="/rules/new"
                search={{ from: ruleId }}
                className="border-line bg-surface hover:bg-raised inline-flex h-8 items-center gap-1.5 rounded-md border px-3 font-medium"
              >
                <Copy size={14} aria-hidden /> Duplicate
              </Link>
              <Button look="danger" disabled={!rule.isSuccess} onClick={() => setDeleting(rule.data)}>
                <Trash2 size={14} aria-hidden /> Delete
              </Button>
            </>
          )}
        </>
      }
    >
      {rule.isPending && <Skeleton />}
      {rule.isError && <Failure error={rule.error} onRetry={() => void rule.refetch()} />}
      {rule.isSuccess && (
        <RuleEditor
          key={ruleId}
          id={ruleId}
          initial={toDraft(rule.data)}
          origin={originOf(rule.data, packs.data?.data)}
          isReadOnly={mayManage === false}
          notice={<RuleNotice rule={rule.data} policies={memberOf} isReadOnly={mayManage === false} />}
          search={search}
          onSearch={(change) =>
            void navigate({ search: (before) => ({ ...before, ...change }) as RuleEditorSearch, replace: true })
          }
        />
      )}
      <DeleteRuleDialog
        rule={deleting}
        policies={memberOf}
        onClose={() => setDeleting(undefined)}
        onDeleted={() => void navigate({ to: '/rules' })}
      />
    </Page>
  );
}
