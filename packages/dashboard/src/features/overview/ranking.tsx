import type { ReactNode } from 'react';

interface RankingProps {
  rows: { key: string; name: ReactNode; count: number }[];
  /** Said when there is nothing to rank. */
  empty: string;
}

/** The most first, each with a bar of its share of the most. */
export function Ranking({ rows, empty }: RankingProps) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  if (rows.length === 0) return <p className="text-muted">{empty}</p>;
  return (
    <ol className="grid gap-2">
      {rows.map(({ key, name, count }) => (
        <li key={key} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
          <span className="truncate">{name}</span>
          <span className="tabular-nums">{count.toLocaleString()}</span>
          <span aria-hidden className="bg-raised col-span-2 mt-1 h-1 rounded">
            <span className="bg-accent block h-1 rounded" style={{ width: `${(count / most) * 100}%` }} />
          </span>
        </li>
      ))}
    </ol>
  );
}
