import { type ReactNode, useState } from 'react';

import { Button } from '../../../ui/button.tsx';

export interface CountColumn<Row> {
  name: string;
  value: (row: Row) => number | string;
  /** Left out on a narrow screen. */
  isMinor?: boolean;
}

interface CountTableProps<Row> {
  caption: string;
  /** What the rows are. */
  head: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  nameOf: (row: Row) => ReactNode;
  /** What the bar below a name shows, of the most that any row has. */
  barOf: (row: Row) => number;
  columns: readonly CountColumn<Row>[];
}

/** Rows drawn at first, and each time more are asked for. */
const step = 10;

const place = (isMinor = false) => (isMinor ? 'hidden md:table-cell' : '');

/** Counts of many things, with a bar for the first that matters. */
export function CountTable<Row>({ caption, head, rows, keyOf, nameOf, barOf, columns }: CountTableProps<Row>) {
  const [shown, setShown] = useState(step);
  const most = Math.max(1, ...rows.map(barOf));
  return (
    <>
      <table className="w-full text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="text-muted text-xs">
            <th scope="col" className="pb-1.5 font-medium">
              {head}
            </th>
            {columns.map(({ name, isMinor }) => (
              <th
                key={name}
                scope="col"
                className={`pb-1.5 pl-4 text-right font-medium whitespace-nowrap ${place(isMinor)}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <tr key={keyOf(row)} className="align-top">
              <th scope="row" className="w-full max-w-0 py-1 font-normal">
                <span className="block truncate">{nameOf(row)}</span>
                <span aria-hidden className="bg-raised mt-1 block h-1 rounded">
                  <span className="bg-accent block h-1 rounded" style={{ width: `${(barOf(row) / most) * 100}%` }} />
                </span>
              </th>
              {columns.map(({ name, value, isMinor }) => {
                const shownValue = value(row);
                return (
                  <td
                    key={name}
                    className={`py-1 pl-4 text-right whitespace-nowrap tabular-nums ${shownValue === 0 ? 'text-muted' : ''} ${place(isMinor)}`}
                  >
                    {typeof shownValue === 'number' ? shownValue.toLocaleString() : shownValue}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <Button className="justify-self-start" onClick={() => setShown(shown + step)}>
          Show {Math.min(step, rows.length - shown)} more
        </Button>
      )}
    </>
  );
}
