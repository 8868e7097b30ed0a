import type { ReactNode } from 'react';

export interface Head {
  name: string;
  /** Its width, side, and the screens that are too narrow for the column; the cells below need the same. */
  className?: string;
  /** Whether what stands below needs no name for those who see it. */
  isUnseen?: boolean;
}

interface TableProps {
  /** What the table lists, for those who do not see it. */
  caption: string;
  heads: readonly Head[];
  /** The rows. */
  children: ReactNode;
}

/** The frame and the heads of a list that fills the page. */
export function Table({ caption, heads, children }: TableProps) {
  return (
    <div className="border-line bg-surface shrink-0 overflow-hidden rounded-lg border">
      <table className="w-full table-fixed border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-line text-muted border-b text-xs">
            {heads.map(({ name, className = '', isUnseen = false }) => (
              <th key={name} scope="col" className={`h-9 px-3 font-medium ${className}`}>
                {isUnseen ? <span className="sr-only">{name}</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-line divide-y">{children}</tbody>
      </table>
    </div>
  );
}
