import { useQuery } from '@tanstack/react-query';

import { type PackExample, toExample } from './pack-example.ts';

/** What the pack says that a rule of it finds and lets pass. The definitions are loaded when first asked for. */
export function usePackExamples(
  packId: string | undefined,
  key: string | undefined,
  { enabled }: { enabled: boolean },
) {
  return useQuery({
    queryKey: ['pack-examples', packId, key],
    queryFn: async (): Promise<PackExample[]> => {
      const { examplesOf } = await import('./pack-definitions.ts');
      const { finds = [], passes = [] } = examplesOf(packId ?? '', key ?? '') ?? {};
      return [
        ...finds.map((example) => toExample('finds', example)),
        ...passes.map((example) => toExample('passes', example)),
      ];
    },
    enabled: enabled && packId !== undefined && key !== undefined,
    staleTime: Infinity,
  });
}
