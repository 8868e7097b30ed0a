import { useSyncExternalStore } from 'react';

/**
 * Whether single letters are shortcuts. Who speaks to a computer, or touches keys by accident, needs
 * them off (WCAG 2.1.4).
 */
const key = 'agentaudit.character-keys';
const listeners = new Set<() => void>();

export function areCharacterKeysOn(): boolean {
  return localStorage.getItem(key) !== 'off';
}

function setCharacterKeys(isOn: boolean): void {
  if (isOn) localStorage.removeItem(key);
  else localStorage.setItem(key, 'off');
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useCharacterKeys(): [boolean, (isOn: boolean) => void] {
  return [useSyncExternalStore(subscribe, areCharacterKeysOn), setCharacterKeys];
}
