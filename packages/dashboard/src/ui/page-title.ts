import { useEffect, useSyncExternalStore } from 'react';

const product = 'agentaudit';
const listeners = new Set<() => void>();

/** Names the tab, in the history too; and whoever does not see that the screen changed is told. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${product}`;
    for (const listener of listeners) listener();
  }, [title]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The name of the screen that is open. */
export function useCurrentTitle(): string {
  return useSyncExternalStore(subscribe, () => document.title.replace(` · ${product}`, ''));
}
