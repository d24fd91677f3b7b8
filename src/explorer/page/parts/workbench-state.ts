/** The state of a workbench page: sessions, log, deviations, switches, as the server tells them. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ask } from '../data/live-source.ts';
import { type LogLine, WORKBENCH_META, type WorkbenchNews, type WorkbenchState } from '../data/workbench.ts';
import { messageOf } from './context.ts';

/** Lines the page keeps. */
const MOST_LINES = 10_000;

export function workbenchToken(): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${WORKBENCH_META}"]`)?.content;
}

export interface WorkbenchPage {
  readonly state: WorkbenchState | undefined;
  readonly lines: readonly LogLine[];
  readonly problem: string | undefined;
  /** Asks the server to do something. */
  act(action: string, given?: object): void;
}

export function useWorkbench(token: string): WorkbenchPage {
  const [state, setState] = useState<WorkbenchState>();
  const [problem, setProblem] = useState<string>();
  const all = useRef(new Map<number, LogLine>());
  const [version, setVersion] = useState(0);
  useEffect(() => {
    const events = new EventSource(`/api/events?token=${token}`);
    events.onmessage = ({ data }) => {
      const news = JSON.parse(String(data)) as WorkbenchNews;
      for (const line of news.lines) all.current.set(line.n, line);
      for (const n of all.current.keys()) {
        if (all.current.size <= MOST_LINES) break;
        all.current.delete(n);
      }
      setState(news.state);
      setProblem(undefined);
      setVersion((now) => now + 1);
    };
    events.onerror = () =>
      setProblem('The server does not answer. Is impsc serve still running? What was logged stays here.');
    return () => events.close();
  }, [token]);
  const lines = useMemo(() => [...all.current.values()], [version]);
  return {
    state,
    lines,
    problem,
    act: (action, given = {}) =>
      void ask(`/api/${action}`, token, given).then(
        () => setProblem(undefined),
        (error: unknown) => setProblem(messageOf(error)),
      ),
  };
}
