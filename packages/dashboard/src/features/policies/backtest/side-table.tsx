import type { Backtest } from 'agentaudit-client';

const rows = [
  { key: 'hits', name: 'Logs with a hit' },
  { key: 'block', name: 'Blocked' },
  { key: 'redact', name: 'Redacted' },
  { key: 'flag', name: 'Flagged' },
  { key: 'log', name: 'Noted' },
] as const;

/** The two sides, verdict by verdict. */
export function SideTable({ result: { current, candidate } }: { result: NonNullable<Backtest['result']> }) {
  return (
    <table className="w-full text-left">
      <caption className="sr-only">Logs by verdict, as the policy stood and as tried</caption>
      <thead>
        <tr className="text-muted text-xs">
          <th scope="col" className="pb-1.5 font-medium">
            Verdict
          </th>
          {['As it stood', 'As tried', 'Difference'].map((name) => (
            <th key={name} scope="col" className="pb-1.5 pl-4 text-right font-medium whitespace-nowrap">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name }) => {
          const difference = candidate[key] - current[key];
          return (
            <tr key={key}>
              <th scope="row" className="py-1 font-normal">
                {name}
              </th>
              <td className="py-1 pl-4 text-right tabular-nums">{current[key].toLocaleString()}</td>
              <td className="py-1 pl-4 text-right tabular-nums">{candidate[key].toLocaleString()}</td>
              <td className={`py-1 pl-4 text-right tabular-nums ${difference === 0 ? 'text-muted' : 'font-medium'}`}>
                {difference > 0 ? '+' : ''}
                {difference.toLocaleString()}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
