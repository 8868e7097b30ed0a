import { useCallback, useState } from 'react';

/** A choice of how things look, kept by this browser; what else stands there is taken for the first. */
export function useStoredChoice<Choice extends string>(key: string, choices: readonly [Choice, ...Choice[]]) {
  const [choice, setChoice] = useState<Choice>(() => {
    const stored = localStorage.getItem(key);
    return choices.find((known) => known === stored) ?? choices[0];
  });
  const choose = useCallback(
    (next: Choice) => {
      localStorage.setItem(key, next);
      setChoice(next);
    },
    [key],
  );
  return [choice, choose] as const;
}
