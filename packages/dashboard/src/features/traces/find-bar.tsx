import { ChevronDown, ChevronUp } from 'lucide-react';
import type { KeyboardEvent } from 'react';

import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import type { Matches } from './use-matches.ts';

interface FindBarProps {
  text: string;
  onText: (text: string) => void;
  matches: Matches | undefined;
  selected: string | undefined;
  onSelect: (id: string) => void;
  onlyMatches: boolean;
  onOnlyMatches: (only: boolean) => void;
}

/** Finds spans, counts them, and goes from one to the next: Enter forward, Shift+Enter back. */
export function FindBar({ text, onText, matches, selected, onSelect, onlyMatches, onOnlyMatches }: FindBarProps) {
  const place = selected === undefined ? -1 : (matches?.places.indexOf(selected) ?? -1);
  const go = (step: 1 | -1) => {
    const count = matches?.places.length ?? 0;
    if (count === 0) return;
    onSelect(matches!.places[place < 0 ? (step === 1 ? 0 : count - 1) : (place + step + count) % count]!);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  };
  return (
    <search className="flex min-w-full flex-1 flex-wrap items-center gap-2 sm:min-w-80">
      <SearchField
        label="Find spans"
        describedBy="find-hint"
        placeholder="Find: words, status:error, agent:…, verdict:…, >500ms"
        value={text}
        onChange={(typed = '') => onText(typed)}
        onKeyDown={onKeyDown}
        className="min-w-48 flex-1"
      />
      <span id="find-hint" className="sr-only">
        Enter goes to the next match, Shift and Enter to the one before
      </span>
      {matches !== undefined && (
        <>
          <span role="status" className="text-muted tabular-nums">
            {place >= 0 && `${(place + 1).toLocaleString()} of `}
            {matches.places.length.toLocaleString()}
            {matches.hasMore && '+'} {matches.places.length === 1 ? 'match' : 'matches'}
            {matches.isSearching && '…'}
          </span>
          <div className="flex">
            <Button look="quiet" aria-label="Previous match" className="px-2!" onClick={() => go(-1)}>
              <ChevronUp size={14} aria-hidden />
            </Button>
            <Button look="quiet" aria-label="Next match" className="px-2!" onClick={() => go(1)}>
              <ChevronDown size={14} aria-hidden />
            </Button>
          </div>
          <label className="flex h-8 items-center gap-1.5">
            <input
              type="checkbox"
              checked={onlyMatches}
              onChange={(event) => onOnlyMatches(event.target.checked)}
              className="accent-accent size-4"
            />
            Only matches
          </label>
        </>
      )}
    </search>
  );
}
