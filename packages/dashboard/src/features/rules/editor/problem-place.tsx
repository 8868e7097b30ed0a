import type { Problem } from './rule-problems.ts';

const aroundCharacters = 24;

/** The place in a pattern or expression that the server stumbled over. */
export function ProblemPlace({ text, problem }: { text: string; problem: Problem | undefined }) {
  const at = problem?.position;
  if (at === undefined || text === '') return null;
  const from = Math.max(0, at - aroundCharacters);
  return (
    <code className="border-line bg-bad-soft -mt-1 block rounded-md border px-3 py-1.5 font-mono text-xs break-all whitespace-pre-wrap">
      {from > 0 && '…'}
      {text.slice(from, at)}
      <mark className="bg-bad text-surface rounded-xs px-px">{text.slice(at, at + 1) || '␣'}</mark>
      {text.slice(at + 1, at + 1 + aroundCharacters)}
      <span className="text-muted"> ← character {at + 1}</span>
    </code>
  );
}
