import type { UseQueryResult } from '@tanstack/react-query';

import { Segmented } from '../../../ui/segmented.tsx';
import type { PackOrigin } from '../bench/example-picker.tsx';
import { TestBench } from '../bench/test-bench.tsx';
import type { BenchEvents } from '../bench/use-bench.ts';
import type { RuleTestAnswer } from '../bench/use-rule-test.ts';
import { DryRun } from '../dry-run/dry-run.tsx';
import type { RuleEngine } from '../engine/rule-engine.ts';
import { FormSection } from './form-section.tsx';
import type { RuleDraft } from './rule-draft.ts';

const panels = [
  { value: 'test', label: 'Test' },
  { value: 'dry-run', label: 'Dry run' },
] as const;

interface SidePanelProps {
  origin: PackOrigin | undefined;
  engine: RuleEngine;
  draft: RuleDraft;
  bench: BenchEvents;
  test: UseQueryResult<RuleTestAnswer>;
  panel: 'test' | 'dry-run';
  onPanel: (panel: 'test' | 'dry-run') => void;
}

/** Two ways to see what the rule does before it counts: on a sample, and on the logs that are there. */
export function SidePanel({ origin, engine, draft, bench, test, panel, onPanel }: SidePanelProps) {
  return (
    <aside aria-label="Try the rule" className="min-w-0 xl:sticky xl:top-6">
      <FormSection
        title="Try it"
        actions={<Segmented label="Try it on" value={panel} options={panels} onChange={onPanel} />}
      >
        {panel === 'test' ? (
          <TestBench origin={origin} engine={engine} draft={draft} bench={bench} test={test} />
        ) : (
          <DryRun draft={draft} isComplete={test.isSuccess} />
        )}
      </FormSection>
    </aside>
  );
}
