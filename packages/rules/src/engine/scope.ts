import type { RuleScope } from 'agentaudit-schemas';

import type { RuleEvent } from '../event.ts';
import { matchesGlob } from '../text/glob.ts';

/** A scope ready to ask. */
export interface Scope {
  covers(event: RuleEvent): boolean;
  /** Covers any field. */
  isOpen: boolean;
  /** `path` is that of a text, such as `metadata.items[0].name`. */
  coversField(path: string): boolean;
}

export function compileScope(scope: RuleScope | undefined): Scope {
  const actions = compileNames(scope?.actions);
  const agents = compileNames(scope?.agentIds);
  const fields = scope?.fields;
  const known = new Map<string, boolean>();
  return {
    isOpen: !fields,
    covers: ({ action, agentId }) => actions(action) && agents(agentId ?? ''),
    coversField(path) {
      if (!fields) return true;
      let covered = known.get(path);
      if (covered === undefined) {
        covered = fields.some((field) => [field, `${field}.*`, `${field}[*`].some((glob) => matchesGlob(glob, path)));
        if (known.size < 500) known.set(path, covered);
      }
      return covered;
    },
  };
}

/** Whether a name is one of those given; without a list, every name is. */
export function compileNames(globs: readonly string[] | undefined): (name: string) => boolean {
  if (!globs) return () => true;
  const exact = new Set(globs.filter((glob) => !glob.includes('*')));
  const open = globs.filter((glob) => glob.includes('*'));
  return (name) => exact.has(name) || open.some((glob) => matchesGlob(glob, name));
}
