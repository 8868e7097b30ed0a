import { useEffect, useState } from 'react';

/** What is left until an instant, counted down. */
export function Countdown({ until }: { until: string }) {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((Date.parse(until) - nowMs) / 1000));
  return (
    <time dateTime={until} className={`tabular-nums ${seconds < 60 ? 'text-bad' : ''}`}>
      {toText(seconds)}
    </time>
  );
}

function toText(seconds: number): string {
  if (seconds >= 86_400) return `${Math.floor(seconds / 86_400)} d left`;
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h left`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} left`;
}
