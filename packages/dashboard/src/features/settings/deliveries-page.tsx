import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { client } from '../../session/session.ts';
import { useMay } from '../../session/use-account.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { DeliveryRow } from './delivery-row.tsx';
import { channels, parseDeliverySearch, statuses } from './delivery-search.ts';
import { SettingsSection } from './settings-section.tsx';

/** How often the log is read while something in it is on its way. */
const watchMs = 2000;
const selectLook = 'border-line bg-surface h-8 rounded-md border px-2';

/** Every message that went out, with each attempt and what came back. */
export function DeliveriesPage() {
  const search = useSearch({ from: '/signed-in/settings/settings/deliveries' });
  const navigate = useNavigate({ from: '/settings/deliveries' });
  const mayAdminister = useMay('administer');
  const query = useInfiniteQuery({
    queryKey: ['deliveries', 'list', search],
    queryFn: async ({ pageParam, signal }) =>
      await client.deliveries.list(
        { limit: 50, ...search, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ data }) => data.some(({ settledAt }) => settledAt === null)) === true ? watchMs : false,
  });
  const deliveries = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const filter = (changed: Record<string, string>) =>
    void navigate({ search: (before) => parseDeliverySearch({ ...before, ...changed }) });

  return (
    <SettingsSection
      title="Deliveries"
      about={mayAdminister === false ? 'Webhooks and e-mails to you.' : 'Webhooks and e-mails to all members.'}
      actions={
        <div className="flex flex-wrap gap-2">
          <select
            aria-label="Channel"
            value={search.channel ?? ''}
            onChange={(event) => filter({ channel: event.target.value })}
            className={selectLook}
          >
            <option value="">Channel: any</option>
            {channels.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <select
            aria-label="Status"
            value={search.status ?? ''}
            onChange={(event) => filter({ status: event.target.value })}
            className={selectLook}
          >
            <option value="">Status: any</option>
            {statuses.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
      }
    >
      {query.isPending && <Skeleton rows={4} />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && deliveries.length === 0 && (
        <Empty title={Object.keys(search).length > 0 ? 'None of this kind' : 'Nothing was sent yet'}>
          {Object.keys(search).length > 0 ? (
            <Link to="/settings/deliveries" search={{}} className="text-accent underline">
              Show all deliveries
            </Link>
          ) : (
            <Link to="/settings/notifications" className="text-accent underline">
              Choose what you are told of, and send a test
            </Link>
          )}
        </Empty>
      )}
      {deliveries.length > 0 && (
        <ul aria-label="Deliveries" className="border-line divide-line divide-y rounded-md border">
          {deliveries.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button
          className="justify-self-center"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </SettingsSection>
  );
}
