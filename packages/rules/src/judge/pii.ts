import type { PiiDetectCondition, PromptInjectionCondition } from 'agentaudit-schemas';

import { maskOf } from '../detection.ts';
import { type Finding, type Judge, noFindings } from './judge.ts';

const usualConfidence = 0.5;

export function compilePii({ entities, minConfidence = usualConfidence, minCount = 1 }: PiiDetectCondition): Judge {
  const wanted = entities ? maskOf(entities) : ~maskOf(['URL']);
  return {
    looksAt: 'texts',
    clue: 'detections',
    minCount,
    find(reading) {
      if ((reading.labels() & wanted) === 0) return noFindings;
      const found: Finding[] = [];
      const detections = reading.detections();
      const bits = reading.bits();
      for (let each = 0; each < bits.length; each++)
        if ((bits[each]! & wanted) !== 0 && detections[each]!.confidence >= minConfidence)
          found.push(detections[each]!);
      return found;
    },
  };
}

export function compilePromptInjection({ minConfidence = usualConfidence }: PromptInjectionCondition): Judge {
  return {
    looksAt: 'texts',
    clue: 'injections',
    minCount: 1,
    find(reading) {
      const injections = reading.injections();
      if (injections.length === 0) return noFindings;
      return injections
        .filter(({ confidence }) => confidence >= minConfidence)
        .map(({ start, end, confidence }) => ({ start, end, confidence, label: 'PROMPT_INJECTION' }));
    },
  };
}
