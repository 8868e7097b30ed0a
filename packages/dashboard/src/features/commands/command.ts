import type { LucideIcon } from 'lucide-react';

/** One line of the palette. */
export interface Command {
  /** Unique among all. */
  value: string;
  label: string;
  icon: LucideIcon;
  /** Other words that people look for it by. */
  words?: string;
  /** The shortcut that does the same. */
  keys?: readonly string[];
  /** What it is, where the label does not say. */
  kind?: string;
  run: () => unknown;
}

export interface CommandGroup {
  value: string;
  items: Command[];
}

/** Whether each word that was typed begins one of the command's. */
export function matches({ label, words = '' }: Command, query: string): boolean {
  const known = ` ${label} ${words}`.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ');
  const wanted = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return wanted.every((word) => known.includes(` ${word}`));
}
