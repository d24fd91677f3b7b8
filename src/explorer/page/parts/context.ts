/** The context of every view, and loading of parts that are not there yet. */
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Report } from '../data/report.ts';

export const ReportContext = createContext<Report | undefined>(undefined);

export function useReport(): Report {
  const report = useContext(ReportContext);
  if (report === undefined) throw new Error('a view was drawn without a report');
  return report;
}

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly value: T }
  | { readonly state: 'failed'; readonly message: string };

/** Loads again whenever `key` changes; an answer that comes too late is dropped. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [held, setHeld] = useState<{ key: string; loaded: Loaded<T> }>({ key: '', loaded: { state: 'loading' } });
  // `key` says all that `load` depends on.
  useEffect(() => {
    let stale = false;
    load().then(
      (value) => !stale && setHeld({ key, loaded: { state: 'loaded', value } }),
      (e: unknown) => !stale && setHeld({ key, loaded: { state: 'failed', message: messageOf(e) } }),
    );
    return () => {
      stale = true;
    };
  }, [key]);
  return held.key === key ? held.loaded : { state: 'loading' };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
