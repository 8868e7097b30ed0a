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

/** The screens of the side bar, in its order. */
export const navigation: readonly { to: string; label: string; icon: LucideIcon }[] = [
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
  { to: '/api-keys', label: 'API keys', icon: KeyRound },
  { to: '/settings', label: 'Settings', icon: Settings },
];
