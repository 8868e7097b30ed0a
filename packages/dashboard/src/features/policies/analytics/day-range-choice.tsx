import { Segmented } from '../../../ui/segmented.tsx';
import { type DayRange, dayRanges } from './analytics-search.ts';

export function DayRangeChoice({ value, onChange }: { value: DayRange; onChange: (days: DayRange) => void }) {
  return (
    <Segmented
      label="Range"
      value={String(value)}
      options={dayRanges.map((days) => ({ value: String(days), label: `${days} days` }))}
      onChange={(days) => onChange(Number(days) as DayRange)}
    />
  );
}
