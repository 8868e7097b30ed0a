import { Link } from '@tanstack/react-router';

interface RuleNameProps {
  id: string;
  /** `null` for a rule that was deleted: only its id is left. */
  name: string | null;
  className?: string;
}

/** A rule by its name, and the way to it. */
export function RuleName({ id, name, className = '' }: RuleNameProps) {
  if (name === null) return <span className="text-muted">A rule that is gone ({id})</span>;
  return (
    <Link
      to="/rules/$ruleId"
      params={{ ruleId: id }}
      className={`hover:text-accent min-w-0 font-medium break-words hover:underline ${className}`}
    >
      {name}
    </Link>
  );
}
