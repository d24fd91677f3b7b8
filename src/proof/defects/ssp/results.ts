/** Defects in the result codes between servers. */
import type { Defect } from '../../types.ts';
import { mistakesPrimitive } from '../../ways/ssp.ts';

export const serverResultDefects: readonly Defect[] = [
  {
    id: 'ssp-result-refusal-as-success',
    title: 'takes the refusal of a join in another domain for success',
    requirements: ['SSP-STS-002'],
    change: mistakesPrimitive('Status', (value) => {
      const { code }: { readonly code?: number } = value;
      return code === 809 ? { code: 200 } : {};
    }),
  },
];
