import { Badge } from '../../../ui/badge.tsx';
import type { JudgedSample } from './use-history-test.ts';

const shown = 50;

/** Several events in their order, each with what the rule says to it after those before it. */
export function EventVerdicts({ judged }: { judged: readonly JudgedSample[] }) {
  const hits = judged.filter(({ verdict }) => verdict.violations.length > 0);
  const places = judged.length <= shown ? judged : hits.slice(0, shown);
  return (
    <div className="grid gap-2">
      <p role="status" className="font-medium">
        {hits.length === 0 ? 'None' : hits.length} of {judged.length} events{' '}
        {hits.length === 1 ? 'is a hit' : 'are hits'}
        {hits.length > 0 && judged.length > shown && `, the first is number ${judged.indexOf(hits[0]!) + 1}`}.
      </p>
      <ol
        tabIndex={0}
        aria-label="Events"
        className="divide-line border-line max-h-96 divide-y overflow-auto rounded-md border text-xs"
      >
        {places.map((item) => (
          <li key={judged.indexOf(item)} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 py-1.5">
            <span className="text-muted w-8 tabular-nums">{judged.indexOf(item) + 1}</span>
            <span className="font-medium">{item.event.action ?? 'llm_call'}</span>
            <span className="text-muted min-w-0 flex-1 truncate font-mono">{toolOf(item)}</span>
            <Verdict item={item} />
            {item.verdict.violations[0]?.excerpt != null && (
              <code className="text-muted w-full pl-11 font-mono break-all">{item.verdict.violations[0].excerpt}</code>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Verdict({ item: { verdict } }: { item: JudgedSample }) {
  if (verdict.skipped !== null) return <span className="text-muted">not judged: {verdict.skipped}</span>;
  return verdict.violations.length > 0 ? <Badge tone="warn">hit</Badge> : <Badge tone="ok">passes</Badge>;
}

function toolOf({ event }: JudgedSample): string {
  const tool = event.metadata?.['tool'];
  return [typeof tool === 'string' ? tool : undefined, event.traceId].filter((part) => part !== undefined).join(' · ');
}
