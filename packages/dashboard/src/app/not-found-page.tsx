import { Link } from '@tanstack/react-router';

export function NotFoundPage() {
  return (
    <div className="grid h-dvh place-content-center gap-2 text-center">
      <h1 className="text-lg font-semibold">There is no such page</h1>
      <Link to="/" className="text-accent underline">
        Go to the overview
      </Link>
    </div>
  );
}
