import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';

import { Failure } from '../../ui/state.tsx';
import type { PackExample } from './pack-example.ts';
import { usePackExamples } from './use-pack-examples.ts';

/** What a rule of a pack finds and lets pass, when somebody asks. */
export function PackExamples({ packId, ruleKey }: { packId: string; ruleKey: string }) {
  const [isOpen, setOpen] = useState(false);
  const examples = usePackExamples(packId, ruleKey, { enabled: isOpen });
  return (
    <details className="text-xs" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="text-accent w-fit cursor-pointer py-1">Examples</summary>
      {examples.isError && <Failure error={examples.error} onRetry={() => void examples.refetch()} />}
      {examples.isSuccess && (
        <div className="mt-1 grid gap-3 md:grid-cols-2">
          <ExampleList title="Finds" examples={examples.data.filter(({ kind }) => kind === 'finds')} />
          <ExampleList title="Lets pass" examples={examples.data.filter(({ kind }) => kind === 'passes')} />
        </div>
      )}
    </details>
  );
}

function ExampleList({ title, examples }: { title: string; examples: readonly PackExample[] }) {
  return (
    <section aria-label={title} className="grid content-start gap-1">
      <h3 className="text-muted font-medium">{title}</h3>
      <ul className="grid gap-1">
        {examples.map(({ kind, text }) => (
          <li key={text} className="flex gap-1.5">
            {kind === 'finds' ? (
              <CircleAlert size={14} aria-hidden className="text-warn mt-0.5 shrink-0" />
            ) : (
              <CircleCheck size={14} aria-hidden className="text-ok mt-0.5 shrink-0" />
            )}
            <code className="line-clamp-4 min-w-0 font-mono break-words whitespace-pre-wrap">{text}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
