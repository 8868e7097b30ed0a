import type { Policy } from 'agentaudit-client';
import { useMemo, useState } from 'react';

/** A policy's rules as they would be once saved. */
export interface RuleDraft {
  ruleIds: readonly string[];
  added: readonly string[];
  removed: readonly string[];
  isReordered: boolean;
  isChanged: boolean;
  /** The version that the changes were begun on. */
  baseVersion: number;
  change: (next: (ruleIds: readonly string[]) => readonly string[]) => void;
  discard: () => void;
  /** Says that the changes are meant to follow the version that is now in force. */
  rebase: (version: number) => void;
}

interface Changes {
  baseVersion: number;
  ruleIds: readonly string[];
}

export function useRuleDraft({ ruleIds: saved, version }: Policy): RuleDraft {
  const [changes, setChanges] = useState<Changes>();
  return useMemo(() => {
    const ruleIds = changes?.ruleIds ?? saved;
    const added = without(ruleIds, saved);
    const removed = without(saved, ruleIds);
    const isReordered = without(ruleIds, added).join() !== without(saved, removed).join();
    return {
      ruleIds,
      added,
      removed,
      isReordered,
      isChanged: added.length > 0 || removed.length > 0 || isReordered,
      baseVersion: changes?.baseVersion ?? version,
      change: (next) => setChanges({ baseVersion: changes?.baseVersion ?? version, ruleIds: next(ruleIds) }),
      discard: () => setChanges(undefined),
      rebase: (baseVersion) => setChanges({ baseVersion, ruleIds }),
    };
  }, [changes, saved, version]);
}

/** The list with one item moved by so many places. */
export function move(ruleIds: readonly string[], id: string, by: number): string[] {
  const from = ruleIds.indexOf(id);
  const rest = ruleIds.toSpliced(from, 1);
  return rest.toSpliced(Math.max(0, from + by), 0, id);
}

function without(ruleIds: readonly string[], others: readonly string[]): string[] {
  const left = new Set(others);
  return ruleIds.filter((id) => !left.has(id));
}
