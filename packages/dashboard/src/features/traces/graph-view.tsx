import { useState } from 'react';

import { Segmented } from '../../ui/segmented.tsx';
import { GroupGraphView } from './group-graph-view.tsx';
import { SpanGraphView } from './span-graph-view.tsx';
import type { TraceShow } from './tree-view.tsx';

/** A trace as a graph: who calls whom, or span by span. */
export default function GraphView(show: TraceShow) {
  const [mode, setMode] = useState<'groups' | 'spans'>('groups');
  return (
    <div className="flex min-h-96 min-w-0 flex-1 flex-col gap-2 lg:min-h-0">
      <div>
        <Segmented
          label="What a node stands for"
          value={mode}
          onChange={setMode}
          options={[
            { value: 'groups', label: 'Who calls whom' },
            { value: 'spans', label: 'Every span' },
          ]}
        />
      </div>
      {mode === 'groups' ? <GroupGraphView {...show} /> : <SpanGraphView {...show} />}
    </div>
  );
}
