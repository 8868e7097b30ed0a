import { useEffect, useRef, useState } from 'react';

import type { EngineRule } from '../engine/protocol.ts';
import type { DryRunReport } from './dry-run-report.ts';
import { runDry } from './run-dry.ts';

export type DryRunState =
  | { status: 'idle' }
  | { status: 'running'; judged: number; total: number }
  | { status: 'ready'; report: DryRunReport; rule: string }
  | { status: 'failed'; error: unknown };

/** One dry run at a time; it ends with the screen it is on. */
export function useDryRun() {
  const [state, setState] = useState<DryRunState>({ status: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (rule: EngineRule, count: number) => {
    running.current?.abort();
    const ending = new AbortController();
    running.current = ending;
    const { signal } = ending;
    setState({ status: 'running', judged: 0, total: 0 });
    try {
      const onProgress = (judged: number, total: number) =>
        signal.aborted || setState({ status: 'running', judged, total });
      const report = await runDry(rule, count, { signal, onProgress });
      if (!signal.aborted) setState({ status: 'ready', report, rule: JSON.stringify(rule) });
    } catch (error) {
      if (!signal.aborted) setState({ status: 'failed', error });
    }
  };
  const cancel = () => {
    running.current?.abort();
    setState({ status: 'idle' });
  };
  return { state, start, cancel };
}
