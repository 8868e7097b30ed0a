import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';

import { ArgumentDiff, toArgumentText } from '../src/features/approvals/argument-diff.tsx';

const diff = (before: Record<string, unknown>, after: Record<string, unknown>) =>
  renderToStaticMarkup(createElement(ArgumentDiff, { before: toArgumentText(before), after: toArgumentText(after) }))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ')
    .trim();

describe('edited arguments', () => {
  it('stand against what was asked, without a word of colour alone', () => {
    expect(diff({ order: 1, amount: 42 }, { order: 1, amount: 20 })).toBe(
      '{ "order": 1, − Removed: "amount": 42 + Added: "amount": 20 }',
    );
  });

  it('show nothing as changed when nothing was', () => {
    expect(diff({ a: [1, 2] }, { a: [1, 2] })).not.toMatch(/Added|Removed/);
  });
});
