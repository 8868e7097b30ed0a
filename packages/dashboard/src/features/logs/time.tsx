const format = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** In the reader's zone; the exact instant on hover. */
export function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={at} className="tabular-nums">
      {format.format(new Date(at))}
    </time>
  );
}
