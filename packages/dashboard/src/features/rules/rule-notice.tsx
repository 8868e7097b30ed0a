import { Link } from '@tanstack/react-router';
import type { ComplianceRule, Policy } from 'agentaudit-client';
import type { ReactNode } from 'react';

interface RuleNoticeProps {
  rule: ComplianceRule;
  policies: readonly Policy[];
  /** Whether changing it is not for the reader. */
  isReadOnly: boolean;
}

/** Where a rule comes from and what hangs on it, when that matters to who changes it. */
export function RuleNotice({ rule, policies, isReadOnly }: RuleNoticeProps) {
  const notes: ReactNode[] = [];
  if (isReadOnly) notes.push('Owners and admins can change it. You can try it on texts and logs.');
  if (rule.packId !== undefined) {
    notes.push(
      <>
        It came with the pack{' '}
        <Link to="/packs/$packId" params={{ packId: rule.packId }} className="text-accent underline">
          {rule.packId}
        </Link>
        .{!isReadOnly && ' What you change stays until the pack is removed.'}
      </>,
    );
  }
  if (policies.length > 0) {
    const names = policies.map(({ name }) => name).join(', ');
    notes.push(
      <>
        It is part of {names}
        {isReadOnly ? '.' : `: saving makes a new version of ${policies.length === 1 ? 'it' : 'each'}.`}
      </>,
    );
  }
  if (rule.appliesTo === 'policies' && policies.length === 0) {
    notes.push('It holds through policies and is in none: it judges nothing.');
  }
  if (notes.length === 0) return null;
  return (
    <ul className="border-line bg-surface text-muted grid gap-1 rounded-lg border px-4 py-3">
      {notes.map((note, place) => (
        <li key={place}>{note}</li>
      ))}
    </ul>
  );
}
