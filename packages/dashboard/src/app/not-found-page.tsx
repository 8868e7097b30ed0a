import { Link } from '@tanstack/react-router';

import { usePageTitle } from '../ui/page-title.ts';

export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <main className="grid h-dvh place-content-center gap-2 text-center">
      <h1 className="text-lg font-semibold">There is no such page</h1>
      <Link to="/" className="text-accent underline">
        Go to the overview
      </Link>
    </main>
  );
}
