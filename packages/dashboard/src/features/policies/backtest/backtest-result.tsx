import type { Backtest } from 'agentaudit-client';

import { Card } from '../../../ui/card.tsx';
import { Stat } from '../../../ui/stat.tsx';
import { Empty } from '../../../ui/state.tsx';
import { shareOf } from '../analytics/share.ts';
import { BacktestExamples } from './backtest-examples.tsx';
import { SideTable } from './side-table.tsx';

type Result = NonNullable<Backtest['result']>;

/** Where what was tried judges differently from the policy as it stood. */
export function BacktestResult({ result }: { result: Result }) {
  const { logs, newHits, lostHits, blockedThatSucceeded, byRule, examples } = result;
  if (logs === 0) {
    return <Empty title="There was no log to judge">Choose more days, or another agent.</Empty>;
  }
  return (
    <div className="grid gap-4">
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-3">
        <Stat label="Logs judged" value={logs} />
        <Stat label="New hits" value={newHits}>
          {shareOf(newHits, logs)} of logs, only as tried
        </Stat>
        <Stat label="Lost hits" value={lostHits}>
          {shareOf(lostHits, logs)} of logs, only as it stood
        </Stat>
        <Stat label="Would be blocked, and ended well" value={blockedThatSucceeded}>
          work that would have stopped
        </Stat>
      </dl>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Card title="Verdicts">
          <SideTable result={result} />
        </Card>
        <Card title="Rules that judge differently">
          {byRule.length === 0 ? (
            <p className="text-muted">Every rule hits the same logs as before.</p>
          ) : (
            <table className="w-full text-left">
              <caption className="sr-only">New and lost hits by rule</caption>
              <thead>
                <tr className="text-muted text-xs">
                  <th scope="col" className="pb-1.5 font-medium">
                    Rule
                  </th>
                  <th scope="col" className="pb-1.5 pl-4 text-right font-medium">
                    New hits
                  </th>
                  <th scope="col" className="pb-1.5 pl-4 text-right font-medium">
                    Lost hits
                  </th>
                </tr>
              </thead>
              <tbody>
                {byRule.map((rule) => (
                  <tr key={rule.ruleId}>
                    <th scope="row" className="py-1 font-normal break-words">
                      {rule.ruleName}
                    </th>
                    <td className="py-1 pl-4 text-right tabular-nums">{rule.newHits.toLocaleString()}</td>
                    <td className="py-1 pl-4 text-right tabular-nums">{rule.lostHits.toLocaleString()}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Card>
      </div>
      <BacktestExamples
        title="Would be blocked, and ended well"
        examples={examples.blockedThatSucceeded}
        total={blockedThatSucceeded}
      />
      <BacktestExamples title="New hits" examples={examples.newHits} total={newHits} />
      <BacktestExamples title="Lost hits" examples={examples.lostHits} total={lostHits} />
    </div>
  );
}
