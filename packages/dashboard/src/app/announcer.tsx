import { useCurrentTitle } from '../ui/page-title.ts';

/** Says which screen came, as a browser does when it loads a page. */
export function Announcer() {
  const title = useCurrentTitle();
  return (
    <p aria-live="polite" className="sr-only">
      {title}
    </p>
  );
}
