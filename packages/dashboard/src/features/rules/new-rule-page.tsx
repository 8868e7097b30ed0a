import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { client } from '../../session/session.ts';
import { useMay } from '../../session/use-account.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { newDraft, type RuleDraft, toDraft } from './editor/rule-draft.ts';
import { RuleEditor } from './editor/rule-editor.tsx';
import type { RuleEditorSearch } from './rule-search.ts';

/** A rule from nothing, from another rule, or from one of a pack. */
export function NewRulePage() {
  const search = useSearch({ from: '/signed-in/rules/new' });
  const navigate = useNavigate({ from: '/rules/new' });
  const { type, from, pack, rule } = search;
  const mayManage = useMay('manage');
  const start = useQuery({
    queryKey: ['rule-start', type, from, pack, rule],
    queryFn: ({ signal }) => startOf({ type, from, pack, rule }, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
  if (mayManage === false && pack === undefined) {
    return (
      <Page title="New rule">
        <Empty title="Rules are not part of your role">Owners and admins write them.</Empty>
      </Page>
    );
  }
  return (
    <Page
      title={mayManage === false ? 'Try a rule' : 'New rule'}
      actions={
        <Link to="/rules" className="text-accent px-2 underline">
          All rules
        </Link>
      }
    >
      {start.isPending && <Skeleton />}
      {start.isError && <Failure error={start.error} onRetry={() => void start.refetch()} />}
      {start.isSuccess && (
        <RuleEditor
          initial={start.data}
          isReadOnly={mayManage === false}
          origin={pack !== undefined && rule !== undefined ? { packId: pack, key: rule } : undefined}
          search={search}
          onSearch={(change) =>
            void navigate({ search: (before) => ({ ...before, ...change }) as RuleEditorSearch, replace: true })
          }
          onSaved={({ id }) => void navigate({ to: '/rules/$ruleId', params: { ruleId: id }, replace: true })}
        />
      )}
    </Page>
  );
}

type Start = { [Name in 'type' | 'from' | 'pack' | 'rule']: RuleEditorSearch[Name] | undefined };

async function startOf({ type, from, pack, rule }: Start, signal: AbortSignal): Promise<RuleDraft> {
  if (from !== undefined) {
    const original = await client.rules.get(from, { signal });
    return { ...toDraft(original), name: `Copy of ${original.name}`.slice(0, 200) };
  }
  if (pack !== undefined) {
    const { data } = await client.packs.list({}, { signal });
    const found = data.find(({ id }) => id === pack)?.rules.find(({ key }) => key === rule);
    if (found === undefined) throw new Error(`The pack ${pack} has no rule ${rule}.`);
    return toDraft({ ...found, description: `${found.description} (${found.citation})` });
  }
  return newDraft(type);
}
