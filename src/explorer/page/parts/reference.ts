/** The reference of the page for a view: undefined until it was read, or where the page has none. */
import type { Reference } from '../../../report/view/reference.ts';
import { useLoaded, useReport } from './context.ts';

export function useReference(): Reference | undefined {
  const report = useReport();
  const loaded = useLoaded('reference', () => report.reference());
  return loaded.state === 'loaded' ? loaded.value : undefined;
}
