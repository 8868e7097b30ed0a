import type { RuleTestResult, Violation } from 'agentaudit-client';

import { MarkedText } from '../../logs/marked-text.tsx';
import { textAt } from './text-at.ts';

/** Each text of the event in which something was found, with what was found marked at its exact place. */
export function FoundTexts({ result }: { result: RuleTestResult }) {
  const fields = new Set(['prompt', 'response', ...result.violations.flatMap(({ field }) => field ?? [])]);
  const texts = [...fields].flatMap((field) => {
    const text = textAt(result.content, field);
    return text === undefined || text === '' ? [] : [{ field, text, violations: within(result.violations, field) }];
  });
  return texts.map(({ field, text, violations }) => (
    <div key={field} className="grid gap-1">
      <h3 className="text-muted font-mono text-xs">{field}</h3>
      <div
        className="border-line bg-canvas max-h-64 overflow-auto rounded-md border p-3"
        tabIndex={0}
        role="group"
        aria-label={field}
      >
        <MarkedText text={text} violations={violations} />
      </div>
    </div>
  ));
}

function within(violations: readonly Violation[], field: string): Violation[] {
  return violations.filter((violation) => violation.field === field);
}
