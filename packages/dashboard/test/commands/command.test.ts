import { FileText } from 'lucide-react';
import { expect, test } from 'vitest';

import { matches } from '../../src/features/commands/command.ts';

const command = { value: 'x', label: 'New report', words: 'create pdf export', icon: FileText, run: () => undefined };

test.each(['', 'new', 'rep', 'REP new', 'pdf', 'create rep'])(
  '“%s” finds a command by the beginnings of its words',
  (text) => {
    expect(matches(command, text)).toBe(true);
  },
);

test.each(['port', 'newreport', 'new policy', 'df'])('“%s” does not', (text) => {
  expect(matches(command, text)).toBe(false);
});
