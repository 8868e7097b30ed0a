export function DryRunProgress({ judged, total }: { judged: number; total: number }) {
  const part = total === 0 ? 0 : judged / total;
  return (
    <div className="grid gap-1.5">
      <div
        role="progressbar"
        aria-label="Dry run"
        aria-valuenow={Math.round(part * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        className="bg-raised h-2 overflow-hidden rounded"
      >
        <div className="bg-accent h-full transition-[width]" style={{ width: `${part * 100}%` }} />
      </div>
      <p className="text-muted text-xs tabular-nums">
        {total === 0 ? 'Looking for logs…' : `${judged.toLocaleString()} of ${total.toLocaleString()} logs`}
      </p>
    </div>
  );
}
