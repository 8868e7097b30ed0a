import {
  Bell,
  Bot,
  FileText,
  Gavel,
  KeyRound,
  LayoutDashboard,
  ListTree,
  type LucideIcon,
  Scale,
  ScrollText,
  Settings,
  ShieldCheck,
  UserCheck,
} from 'lucide-react';

export interface Screen {
  to: string;
  label: string;
  icon: LucideIcon;
  /** Shown to administrators alone. */
  isForAdministrators?: true;
}

/** The screens of the side bar, in its order. */
export const navigation: readonly Screen[] = [
  { to: '/', label: 'Overview', icon: LayoutDashboard },
  { to: '/logs', label: 'Audit logs', icon: ScrollText },
  { to: '/traces', label: 'Traces', icon: ListTree },
  { to: '/alerts', label: 'Alerts', icon: Bell },
  { to: '/approvals', label: 'Approvals', icon: UserCheck },
  { to: '/agents', label: 'Agents', icon: Bot },
  { to: '/policies', label: 'Policies', icon: Scale },
  { to: '/rules', label: 'Rules', icon: Gavel },
  { to: '/packs', label: 'Packs', icon: ShieldCheck },
  { to: '/reports', label: 'Reports', icon: FileText },
  { to: '/api-keys', label: 'API keys', icon: KeyRound, isForAdministrators: true },
  { to: '/settings', label: 'Settings', icon: Settings },
];

/** Those that a person can use; all of them while their role is not known. */
export function screensFor(mayAdminister: boolean | undefined): readonly Screen[] {
  return mayAdminister === false ? navigation.filter((screen) => screen.isForAdministrators !== true) : navigation;
}
