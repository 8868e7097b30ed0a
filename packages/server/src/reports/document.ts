import type { ReportType } from 'agentaudit-schemas';

export type Cell = string | number | null;

export interface Column {
  /** Its name in JSON and CSV. */
  key: string;
  title: string;
  /** Share of the width in print. Default 1. */
  width?: number;
}

export interface Figure {
  key: string;
  label: string;
  value: Cell;
  /** The value in print, where that differs. */
  text?: string;
}

/** What a section holds. */
export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'figures'; figures: Figure[] }
  | {
      kind: 'table';
      key: string;
      title: string;
      columns: Column[];
      rows: Cell[][];
      /** What is said in place of an empty table. */
      empty: string;
      /** Rows in print; JSON and CSV hold all. Default: all. */
      printRows?: number;
    }
  /** Over time the bars stand, by name they lie. */
  | { kind: 'chart'; key: string; title: string; axis: 'time' | 'names'; bars: Bar[] };

export interface Bar {
  label: string;
  value: number;
  /** The part of it that is marked, such as the flagged of all logs. */
  marked?: number;
}

export interface Section {
  key: string;
  title: string;
  blocks: Block[];
}

/** A report before it is written in a format: every format says the same. */
export interface ReportDocument {
  type: ReportType;
  title: string;
  organization: { id: string; name: string };
  fromMs: number;
  toMs: number;
  generatedAtMs: number;
  /** The organization's log when the report was begun. */
  log: { size: number; rootHash: string };
  /** What the report is good for, and what it is not. */
  statement: string;
  /** What it was made from. */
  covers: string[];
  /** What is missing in that. */
  gaps: string[];
  sections: Section[];
}
