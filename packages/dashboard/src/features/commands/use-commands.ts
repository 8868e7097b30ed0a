import { useRouter } from '@tanstack/react-router';
import {
  FilePlus,
  FileText,
  Keyboard,
  KeyRound,
  LogOut,
  Mail,
  Monitor,
  Moon,
  Plus,
  Sun,
  UserPlus,
  Webhook,
} from 'lucide-react';

import { screensFor } from '../../app/navigation.ts';
import { signOut } from '../../session/session.ts';
import { useMay } from '../../session/use-account.ts';
import { useTheme } from '../../theme/theme.ts';
import { useIsBillingConfigured } from '../billing/use-billing.ts';
import type { Command, CommandGroup } from './command.ts';
import { goKeyOf } from './go-keys.ts';

/** What can be done from anywhere: what the role may not do is not in it. */
export function useCommands({ onShortcuts }: { onShortcuts: () => void }): CommandGroup[] {
  const router = useRouter();
  const mayManage = useMay('manage') === true;
  const mayAdminister = useMay('administer');
  const hasBilling = useIsBillingConfigured();
  const [theme, setTheme] = useTheme();
  const go = (path: string) => () => router.history.push(path);

  const pages: Command[] = screensFor(mayAdminister).map(({ to, label, icon }) => page(label, to, icon));
  pages.push(
    page('Notifications', '/settings/notifications', Mail, 'settings email webhook'),
    page('Deliveries', '/settings/deliveries', Webhook, 'settings webhook email log'),
    page('Members', '/settings/members', UserPlus, 'settings people roles invite team'),
    page('Audit of decisions', '/approvals/audit', FileText, 'hitl approvals history'),
  );
  if (hasBilling) pages.push(page('Billing', '/settings/billing', FileText, 'plan subscription usage invoice'));

  const making: Command[] = [
    action('New rule', Plus, go('/rules/new'), 'create add compliance'),
    action('New policy', Plus, go('/policies?new=true'), 'create add guardrail'),
    action('New report', FilePlus, go('/reports?new=true'), 'create pdf csv export'),
  ];
  const letting: Command[] = [
    action('Create API key', KeyRound, go('/api-keys?new=true'), 'new token secret'),
    action('Invite somebody', UserPlus, go('/settings/members?new=true'), 'new member user role'),
  ];
  const actions: Command[] = [
    ...(mayManage ? making : []),
    ...(mayAdminister === true ? letting : []),
    ...(theme === 'dark' ? [] : [action('Dark theme', Moon, () => setTheme('dark'), 'appearance mode night')]),
    ...(theme === 'light' ? [] : [action('Light theme', Sun, () => setTheme('light'), 'appearance mode day')]),
    ...(theme === 'system'
      ? []
      : [action('Theme of the system', Monitor, () => setTheme('system'), 'appearance mode automatic')]),
    { ...action('Keyboard shortcuts', Keyboard, onShortcuts, 'help keys'), keys: ['?'] },
    action('Sign out', LogOut, () => signOut(), 'log out leave exit'),
  ];
  return [
    { value: 'Pages', items: pages },
    { value: 'Actions', items: actions },
  ];

  function page(label: string, to: string, icon: Command['icon'], words?: string): Command {
    const key = goKeyOf(to);
    return {
      value: to,
      label,
      icon,
      run: go(to),
      ...(words === undefined ? {} : { words }),
      ...(key === undefined ? {} : { keys: ['g', key] }),
    };
  }
}

function action(label: string, icon: Command['icon'], run: () => unknown, words: string): Command {
  return { value: label, label, icon, words, run };
}
