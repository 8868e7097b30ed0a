import type { RuleTestResult } from 'agentaudit-client';

import { MarkedText } from '../../logs/marked-text.tsx';
import { textAt } from './text-at.ts';

interface FoundTextsProps {
  result: RuleTestResult;
  /** What the marks are numbered from: two results on one screen must not name an element alike. Default 0. */
  firstPlace?: number;
}

/** Each text of the event in which something was found, with what was found marked at its exact place. */
export function FoundTexts({ result, firstPlace = 0 }: FoundTextsProps) {
  const placed = result.violations.map((violation, place) => ({ ...violation, place: firstPlace + place }));
  const fields = new Set(['prompt', 'response', ...placed.flatMap(({ field }) => field ?? [])]);
  const texts = [...fields].flatMap((field) => {
    const text = textAt(result.content, field);
    return text === undefined || text === '' ? [] : [{ field, text }];
  });
  return texts.map(({ field, text }) => (
    <div key={field} className="grid gap-1">
      <h3 className="text-muted font-mono text-xs break-all">{field}</h3>
      <div
        className="border-line bg-canvas max-h-64 overflow-auto rounded-md border p-3"
        tabIndex={0}
        role="group"
        aria-label={field}
      >
        <MarkedText text={text} violations={placed.filter((violation) => violation.field === field)} />
      </div>
    </div>
  ));
}
