import { type ReactNode, useState } from 'react';

import { Button } from './button.tsx';
import { type Head, Table } from './table.tsx';

/** Rows drawn at first, and each time more are asked for. */
const step = 100;

interface LongTableProps<Row> {
  caption: string;
  heads: readonly Head[];
  rows: readonly Row[];
  /** Draws one. */
  children: (row: Row) => ReactNode;
}

/** A table of rows that are all here, and may be too many to draw at once. */
export function LongTable<Row>({ rows, children: draw, ...frame }: LongTableProps<Row>) {
  const [shown, setShown] = useState(step);
  return (
    <>
      <Table {...frame}>{rows.slice(0, shown).map((row) => draw(row))}</Table>
      {rows.length > shown && (
        <Button className="self-center" onClick={() => setShown(shown + step)}>
          Show {Math.min(step, rows.length - shown)} more of {rows.length}
        </Button>
      )}
    </>
  );
}
