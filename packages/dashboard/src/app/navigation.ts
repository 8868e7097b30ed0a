import { KeyRound, ListTree, type LucideIcon, ScrollText } from 'lucide-react';

/** The screens of the side bar, in its order. */
export const navigation: readonly { to: string; label: string; icon: LucideIcon }[] = [
  { to: '/logs', label: 'Audit logs', icon: ScrollText },
  { to: '/traces', label: 'Traces', icon: ListTree },
  { to: '/api-keys', label: 'API keys', icon: KeyRound },
];
