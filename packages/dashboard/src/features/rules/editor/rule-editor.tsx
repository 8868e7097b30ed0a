import type { ComplianceRule } from 'agentaudit-client';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';

import { Button } from '../../../ui/button.tsx';
import { LeaveDialog } from '../../../ui/leave-dialog.tsx';
import { Failure } from '../../../ui/state.tsx';
import type { PackOrigin } from '../bench/example-picker.tsx';
import { useBench } from '../bench/use-bench.ts';
import { useRuleTest } from '../bench/use-rule-test.ts';
import { useRuleEngine } from '../engine/use-rule-engine.ts';
import type { RuleEditorSearch } from '../rule-search.ts';
import { isSame, type RuleDraft, toDraft } from './rule-draft.ts';
import { RuleForm } from './rule-form.tsx';
import { toProblems } from './rule-problems.ts';
import { SidePanel } from './side-panel.tsx';
import { useRuleSaving } from './use-rule-saving.ts';

interface RuleEditorProps {
  initial: RuleDraft;
  /** The rule that is changed; without an id a new one is made. */
  id?: string;
  /** Whether it is there to be read and tried alone. */
  isReadOnly?: boolean;
  /** Says what else saving does. */
  notice?: ReactNode;
  /** The rule of a pack that this is, or begins as. */
  origin?: PackOrigin | undefined;
  search: RuleEditorSearch;
  /** Sets what is named in the address. */
  onSearch: (change: { view?: 'json' | undefined; panel?: 'dry-run' | undefined }) => void;
  onSaved?: (rule: ComplianceRule) => void;
}

/** Writes a rule on one side, and shows on the other what it does. */
export function RuleEditor(props: RuleEditorProps) {
  const { initial, id, isReadOnly = false, notice, origin, search, onSearch, onSaved } = props;
  const [draft, setDraft] = useState(initial);
  const [kept, setKept] = useState(initial);
  const [revision, setRevision] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const [saved, setSaved] = useState<ComplianceRule>();
  const saving = useRuleSaving({
    id,
    onSaved: (rule) => {
      setKept(toDraft(rule));
      setDraft(toDraft(rule));
      setSaved(rule);
    },
  });
  const engine = useRuleEngine();
  const bench = useBench(draft);
  const test = useRuleTest(engine, draft, bench.events[0]!);
  const isDirty = !isSame(draft, kept);
  // Nobody is told that a form is wrong before anything was typed into it.
  const problemAt = toProblems(saving.error, isDirty ? test.error : undefined);

  // Told in an effect, once for each save: nothing is unsaved by then, and who goes elsewhere is not held back.
  useEffect(() => {
    if (saved !== undefined) onSaved?.(saved);
  }, [saved]);

  useEffect(() => {
    if (saving.isError) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [saving.isError]);

  const change = (next: RuleDraft) => {
    setDraft(next);
    if (!saving.isIdle && !saving.isPending) saving.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate(draft);
  };
  const discard = () => {
    setDraft(kept);
    setRevision(revision + 1);
    saving.reset();
  };

  return (
    <div className="grid shrink-0 items-start gap-4 pb-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,28rem)]">
      {/* What is reached by keyboard must not come to lie under the bar at the bottom. */}
      <form
        ref={form}
        onSubmit={submit}
        aria-label="Rule"
        className="grid min-w-0 gap-4 [&_:is(input,select,textarea,button,summary)]:scroll-mb-24"
      >
        {notice}
        <RuleForm
          key={revision}
          draft={draft}
          isReadOnly={isReadOnly}
          problemAt={problemAt}
          view={search.view ?? 'form'}
          onView={(view) => onSearch({ view: view === 'json' ? view : undefined })}
          onChange={change}
        />
        {saving.isError && <Failure error={saving.error} />}
        {!isReadOnly && (
          <div className="border-line bg-surface sticky bottom-0 flex flex-wrap items-center justify-end gap-3 rounded-lg border px-4 py-3">
            <span role="status" className="text-muted min-w-0 flex-1 text-xs">
              {saving.isSuccess && !isDirty && 'Saved: the next log is judged by it.'}
              {isDirty && id !== undefined && 'Not saved yet.'}
            </span>
            {id !== undefined && isDirty && <Button onClick={discard}>Discard</Button>}
            <Button type="submit" look="primary" disabled={saving.isPending || (id !== undefined && !isDirty)}>
              {id === undefined ? 'Create rule' : 'Save changes'}
            </Button>
          </div>
        )}
      </form>
      <SidePanel
        origin={origin}
        engine={engine}
        draft={draft}
        bench={bench}
        test={test}
        panel={search.panel ?? 'test'}
        onPanel={(panel) => onSearch({ panel: panel === 'dry-run' ? panel : undefined })}
      />
      <LeaveDialog when={isDirty} leaves={(current, next) => current !== next}>
        What you changed in this rule would be lost.
      </LeaveDialog>
    </div>
  );
}
