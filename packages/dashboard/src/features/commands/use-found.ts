import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import {
  Bell,
  Bot,
  FileText,
  Gavel,
  KeyRound,
  ListTree,
  Scale,
  ScrollText,
  Search,
  UserCheck,
  Webhook,
} from 'lucide-react';

import { client } from '../../session/session.ts';
import { type Command, type CommandGroup, matches } from './command.ts';
import { type IdKind, readPastedId } from './pasted-id.ts';

const listedNames = 5;
/** From this length on, and with more than letters in it, a word may be meant as the id of a trace. */
const shortestTrace = 4;

const places: Record<IdKind, { label: string; icon: Command['icon']; path: (id: string) => string }> = {
  log: { label: 'Open the log', icon: ScrollText, path: (id) => `/logs?log=${id}` },
  trace: { label: 'Open the trace', icon: ListTree, path: (id) => `/traces/${encodeURIComponent(id)}` },
  approval: { label: 'Open the request for approval', icon: UserCheck, path: (id) => `/approvals?request=${id}` },
  rule: { label: 'Open the rule', icon: Gavel, path: (id) => `/rules/${id}` },
  policy: { label: 'Open the policy', icon: Scale, path: (id) => `/policies/${id}` },
  agent: { label: 'Open the agent', icon: Bot, path: (id) => `/agents/${id}` },
  alert: { label: 'Go to the alerts', icon: Bell, path: () => '/alerts' },
  report: { label: 'Go to the reports', icon: FileText, path: () => '/reports' },
  key: { label: 'Go to the API keys', icon: KeyRound, path: () => '/api-keys' },
  delivery: { label: 'Go to the deliveries', icon: Webhook, path: () => '/settings/deliveries' },
};

/** What a typed or pasted text leads to: an id, something by its name, or a search. */
export function useFound(text: string): CommandGroup[] {
  const router = useRouter();
  const names = useNames();
  const typed = text.trim();
  if (typed === '') return [];
  const pasted = readPastedId(typed);
  const open = (kind: IdKind, id: string): Command => ({
    value: `${kind} ${id}`,
    label: `${places[kind].label} ${id}`,
    icon: places[kind].icon,
    run: async () => router.history.push(kind === 'approval' ? await findApproval(id) : places[kind].path(id)),
  });
  if (pasted !== undefined) return [{ value: 'Pasted', items: [open(pasted.kind, typed)] }];

  const named = names.filter((name) => matches(name, typed)).slice(0, listedNames);
  const searches: Command[] = [
    {
      value: 'search',
      label: `Search the logs for “${typed}”`,
      icon: Search,
      run: () => router.history.push(`/logs?q=${encodeURIComponent(JSON.stringify(typed))}`),
    },
  ];
  if (typed.length >= shortestTrace && /^\S*[\d_-]\S*$/.test(typed)) searches.push(open('trace', typed));
  return [...(named.length > 0 ? [{ value: 'Named so', items: named }] : []), { value: 'Search', items: searches }];
}

/** Where a request is to be seen: in the inbox while it waits, in its trace after that. */
async function findApproval(id: string): Promise<string> {
  const request = await client.hitl.getRequest(id).catch(() => undefined);
  if (request === undefined || request.status === 'pending') return places.approval.path(id);
  return places.trace.path(request.trace_id);
}

/** Agents, policies and rules, by their names. */
function useNames(): Command[] {
  const router = useRouter();
  const found = useQuery({
    queryKey: ['palette-names'],
    queryFn: async ({ signal }) => {
      const [agents, policies, rules] = await Promise.all([
        client.agents.list({ limit: 200 }, { signal }),
        client.policies.list({ limit: 200 }, { signal }),
        client.rules.list({ limit: 200 }, { signal }),
      ]);
      return { agent: agents.data, policy: policies.data, rule: rules.data };
    },
  });
  return (['agent', 'policy', 'rule'] as const).flatMap((kind) =>
    (found.data?.[kind] ?? []).map(({ id, name }) => ({
      value: `${kind} ${id}`,
      label: name,
      kind,
      icon: places[kind].icon,
      run: () => router.history.push(places[kind].path(id)),
    })),
  );
}
