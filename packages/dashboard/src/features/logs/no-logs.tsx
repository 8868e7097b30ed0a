import { Link } from '@tanstack/react-router';

import { Empty } from '../../ui/state.tsx';

/** Why the list is empty, and what to do about it. */
export function NoLogs({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <Empty title="No log passes these filters">
        Remove a filter, or search for fewer words.{' '}
        <Link to="/logs" className="text-accent underline">
          Show all logs
        </Link>
      </Empty>
    );
  }
  return (
    <Empty title="No logs yet">
      They appear here as soon as the first one is sent.{' '}
      <Link to="/welcome" className="text-accent underline">
        Make a key and send it
      </Link>
    </Empty>
  );
}
