import { QueryClient } from '@tanstack/react-query';
import { ApiError } from 'agentaudit-client';

/** What the server refuses is not asked again; what did not arrive is. The client retries by itself, so once is enough. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      retry: (failures, error) => failures < 1 && !ApiError.isInstance(error),
    },
  },
});
