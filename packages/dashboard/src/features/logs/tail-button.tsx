import { Pause, Play } from 'lucide-react';

import { Button } from '../../ui/button.tsx';

interface TailButtonProps {
  isLive: boolean;
  onChange: (isLive: boolean) => void;
}

/** Whether new logs come onto the list by themselves. */
export function TailButton({ isLive, onChange }: TailButtonProps) {
  return (
    <Button
      aria-label={isLive ? 'Live: pause the list' : 'Paused: follow new logs'}
      onClick={() => onChange(!isLive)}
      className={isLive ? 'text-ok' : ''}
    >
      {isLive ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
      {isLive ? 'Live' : 'Paused'}
    </Button>
  );
}
