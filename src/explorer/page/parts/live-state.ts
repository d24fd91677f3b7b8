/** The state of a live page: how the run goes, and the report of what there is so far. A page that is a file has none. */
import { createContext } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { LIVE_META, type LiveChoices, type LiveRequest, type LiveState } from '../data/live.ts';
import { ask, liveReport } from '../data/live-source.ts';
import type { Report } from '../data/report.ts';
import { messageOf } from './context.ts';

export interface LivePage {
  readonly token: string;
  readonly choices: LiveChoices | undefined;
  readonly state: LiveState | undefined;
  /** The refusal of the server, or that it is away. */
  readonly problem: string | undefined;
  begin(request: LiveRequest): void;
  stop(): void;
}

export const LiveContext = createContext<LivePage | undefined>(undefined);

export function useLive(): LivePage | undefined {
  return useContext(LiveContext);
}

/** Least time between two readings of results while a run is on, milliseconds. */
const PAUSE = 1000;

function tokenOf(): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${LIVE_META}"]`)?.content.split(' ')[0];
}

/** Follows the server of a live page; the report is read anew when there is something new, and the page stays where it is. */
export function useLivePage(first: Report): { readonly report: Report; readonly live: LivePage | undefined } {
  const token = useMemo(tokenOf, []);
  const [report, setReport] = useState(first);
  const [choices, setChoices] = useState<LiveChoices>();
  const [state, setState] = useState<LiveState>();
  const [problem, setProblem] = useState<string>();
  const shown = useRef({ version: 0, reading: false, at: 0 });

  useEffect(() => {
    if (token === undefined) return undefined;
    const told = (error: unknown) => setProblem(messageOf(error));
    ask('/api/choices', token).then((value) => setChoices(value as LiveChoices), told);
    const events = new EventSource(`/api/events?token=${token}`);
    let latest: LiveState | undefined;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      const now = shown.current;
      if (latest === undefined || now.reading || latest.version === now.version || latest.planned === 0) return;
      const pause = now.at + PAUSE - performance.now();
      if (pause > 0 && latest.running) {
        clearTimeout(waiting);
        waiting = setTimeout(read, pause);
        return;
      }
      now.reading = true;
      now.version = latest.version;
      liveReport(token, first)
        .then(setReport, told)
        .finally(() => {
          now.reading = false;
          now.at = performance.now();
          read();
        });
    };
    events.onmessage = ({ data }) => {
      latest = JSON.parse(String(data)) as LiveState;
      setState(latest);
      setProblem(undefined);
      read();
    };
    events.onerror = () => setProblem('The server does not answer. Is impsc explore still running?');
    return () => {
      clearTimeout(waiting);
      events.close();
    };
  }, [token, first]);

  if (token === undefined) return { report, live: undefined };
  const send = (path: string, body: object) =>
    ask(path, token, body).then(
      () => setProblem(undefined),
      (error: unknown) => setProblem(messageOf(error)),
    );
  return {
    report,
    live: {
      token,
      choices,
      state,
      problem,
      begin: (request) => void send('/api/run', request),
      stop: () => void send('/api/stop', {}),
    },
  };
}
