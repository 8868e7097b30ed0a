import { ChevronsLeft, ChevronsRight, Pause, Play, SkipBack, SkipForward } from 'lucide-react';
import { useEffect, useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { MarkerStrip } from './marker-strip.tsx';
import type { Steps } from './use-steps.ts';

const stepMs = 800;
const speeds = [0.5, 1, 2, 8] as const;

/** Goes through a trace in the order it happened: by the scrubber, step by step, mark by mark, or by itself. */
export function Replay({
  steps,
  playing,
  onPlay,
}: {
  steps: Steps;
  playing: boolean;
  onPlay: (playing: boolean) => void;
}) {
  const { byTime, place, go, goToMark } = steps;
  const [speed, setSpeed] = useState(1);
  const last = byTime.length - 1;
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setTimeout(() => (place >= last ? onPlay(false) : go(place + 1)), stepMs / speed);
    return () => clearTimeout(timer);
  }, [playing, place, last, go, onPlay, speed]);
  const current = byTime[place];

  return (
    <div role="group" aria-label="Replay" className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <div className="flex gap-1">
        <StepButton label="Previous mark (Shift+,)" icon={ChevronsLeft} onClick={() => goToMark(-1)} />
        <StepButton label="Previous step (,)" icon={SkipBack} disabled={place <= 0} onClick={() => go(place - 1)} />
        <StepButton
          label={playing ? 'Pause (P)' : 'Play (P)'}
          icon={playing ? Pause : Play}
          onClick={() => {
            if (!playing && place >= last) go(0);
            onPlay(!playing);
          }}
        />
        <StepButton label="Next step (.)" icon={SkipForward} disabled={place >= last} onClick={() => go(place + 1)} />
        <StepButton label="Next mark (Shift+.)" icon={ChevronsRight} onClick={() => goToMark(1)} />
      </div>
      <div className="grid min-w-40 flex-1">
        <MarkerStrip byTime={byTime} onGo={go} />
        <input
          type="range"
          aria-label="Step"
          aria-valuetext={
            current === undefined ? 'Not started' : `${place + 1} of ${byTime.length}: ${current.log.action}`
          }
          min={0}
          max={Math.max(0, last)}
          value={Math.max(0, place)}
          onChange={(event) => go(Number(event.target.value))}
          className="accent-accent h-6 w-full"
        />
      </div>
      <span className="text-muted min-w-20 text-right text-xs tabular-nums">
        {current === undefined ? '–' : (place + 1).toLocaleString()} / {byTime.length.toLocaleString()}
      </span>
      <select
        aria-label="Speed"
        value={speed}
        onChange={(event) => setSpeed(Number(event.target.value))}
        className="border-line bg-surface h-8 rounded-md border px-1.5 text-xs"
      >
        {speeds.map((factor) => (
          <option key={factor} value={factor}>
            {factor}×
          </option>
        ))}
      </select>
    </div>
  );
}

interface StepButtonProps {
  label: string;
  icon: typeof Play;
  disabled?: boolean;
  onClick: () => void;
}

function StepButton({ label, icon: Icon, disabled = false, onClick }: StepButtonProps) {
  return (
    <Button aria-label={label} title={label} disabled={disabled} onClick={onClick} className="px-2!">
      <Icon size={14} aria-hidden />
    </Button>
  );
}
