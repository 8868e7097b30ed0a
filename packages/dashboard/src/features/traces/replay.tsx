import { Pause, Play, SkipBack, SkipForward } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';

import { Button } from '../../ui/button.tsx';
import type { SpanNode } from './trace-tree.ts';

const stepMs = 700;

interface ReplayProps {
  rows: SpanNode[];
  selected: string | undefined;
  onSelect: (id: string) => void;
}

/** Goes through a trace in the order it happened: by the scrubber, step by step, or by itself. */
export function Replay({ rows, selected, onSelect }: ReplayProps) {
  const [playing, setPlaying] = useState(false);
  const byTime = useMemo(
    () => rows.toSorted((a, b) => a.startMs - b.startMs || a.log.sequence - b.log.sequence),
    [rows],
  );
  const place = byTime.findIndex(({ log }) => log.id === selected);
  const go = (next: number) => {
    const row = byTime[Math.max(0, Math.min(byTime.length - 1, next))];
    if (row !== undefined) onSelect(row.log.id);
  };
  useEffect(() => {
    if (!playing) return undefined;
    if (place >= byTime.length - 1) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => onSelect(byTime[place + 1]!.log.id), stepMs);
    return () => clearTimeout(timer);
  }, [playing, place, byTime, onSelect]);

  return (
    <div className="flex items-center gap-2">
      <Button aria-label="Previous step" onClick={() => go(place - 1)} disabled={place <= 0}>
        <SkipBack size={14} aria-hidden />
      </Button>
      <Button
        aria-label={playing ? 'Pause' : 'Play'}
        onClick={() => {
          if (place >= byTime.length - 1) go(0);
          setPlaying(!playing);
        }}
      >
        {playing ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
      </Button>
      <Button aria-label="Next step" onClick={() => go(place + 1)} disabled={place >= byTime.length - 1}>
        <SkipForward size={14} aria-hidden />
      </Button>
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={place < 0 ? 'Not started' : `${place + 1} of ${byTime.length}: ${byTime[place]!.log.action}`}
        min={0}
        max={Math.max(0, byTime.length - 1)}
        value={Math.max(0, place)}
        onChange={(event) => go(Number(event.target.value))}
        className="accent-accent min-w-24 flex-1"
      />
      <span className="text-muted w-24 text-right text-xs tabular-nums">
        {place < 0 ? '–' : place + 1} / {byTime.length}
      </span>
    </div>
  );
}
