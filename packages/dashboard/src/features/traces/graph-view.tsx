import { useState } from 'react';

import { Segmented } from '../../ui/segmented.tsx';
import { GroupGraphView } from './group-graph-view.tsx';
import { SpanGraphView } from './span-graph-view.tsx';
import type { TraceShow } from './tree-view.tsx';

/** A trace as a graph: who calls whom, or span by span. */
export default function GraphView(show: TraceShow) {
  const [mode, setMode] = useState<'groups' | 'spans'>('groups');
  return (
    <div className="flex h-[65dvh] min-h-80 min-w-0 flex-col gap-2 lg:h-auto lg:min-h-0 lg:flex-1">
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
