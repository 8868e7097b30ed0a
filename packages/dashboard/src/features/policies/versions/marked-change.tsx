import { diffWordsWithSpace } from 'diff';

import type { FactChange } from './version-diff.ts';

/** Beyond this, two texts are shown whole, one after the other: finding what they share would take long. */
const mostEdits = 400;

/** What was and what is, with marks that are told apart without colour, too. */
export function MarkedChange({ before, after }: Omit<FactChange, 'name'>) {
  if (typeof before === 'string' && typeof after === 'string') return <TextChange before={before} after={after} />;
  return <SetChange before={listOf(before)} after={listOf(after)} />;
}

function TextChange({ before, after }: { before: string; after: string }) {
  const isShort = !/\s/.test(before) && !/\s/.test(after);
  const parts = isShort ? undefined : diffWordsWithSpace(before, after, { maxEditLength: mostEdits });
  if (parts === undefined || !parts.some(({ added, removed }) => !added && !removed)) {
    return (
      <>
        <Removed>{before}</Removed> <span aria-hidden>→</span> <Added>{after}</Added>
      </>
    );
  }
  return parts.map(({ value, added, removed }, place) => {
    if (added) return <Added key={place}>{value}</Added>;
    if (removed) return <Removed key={place}>{value}</Removed>;
    return <span key={place}>{value}</span>;
  });
}

function SetChange({ before, after }: { before: readonly string[]; after: readonly string[] }) {
  const old = new Set(before);
  const now = new Set(after);
  const added = after.filter((word) => !old.has(word));
  const removed = before.filter((word) => !now.has(word));
  const same = after.length - added.length;
  return (
    <span className="inline-flex flex-wrap gap-x-2 gap-y-1">
      {removed.map((word) => (
        <Removed key={word}>{word}</Removed>
      ))}
      {added.map((word) => (
        <Added key={word}>{word}</Added>
      ))}
      {same > 0 && (
        <span className="text-muted">
          {added.length + removed.length === 0 ? 'in another order' : `and ${same.toLocaleString()} as before`}
        </span>
      )}
    </span>
  );
}

function Removed({ children }: { children: string }) {
  return (
    <del className="bg-bad-soft text-bad rounded-xs px-0.5 break-words whitespace-pre-wrap decoration-1">
      {children}
    </del>
  );
}

function Added({ children }: { children: string }) {
  return (
    <ins className="bg-ok-soft text-ok rounded-xs px-0.5 break-words whitespace-pre-wrap underline decoration-1">
      {children}
    </ins>
  );
}

function listOf(value: FactChange['before']): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
