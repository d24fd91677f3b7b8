/** All monitors of messages a server sends. */
import { answerMonitors } from './answers.ts';
import { httpMonitors } from './http.ts';
import { messageMonitors } from './messages.ts';
import type { Monitor } from './monitor.ts';
import { plainTextMonitors } from './plain-text.ts';
import { presenceMonitors } from './presence.ts';
import { sspMonitors } from './ssp.ts';
import { syntaxMonitors } from './syntax.ts';
import { transactionMonitors } from './transactions.ts';

export const SERVER_MONITORS: readonly Monitor[] = [
  ...transactionMonitors,
  ...syntaxMonitors,
  ...plainTextMonitors,
  ...presenceMonitors,
  ...messageMonitors,
  ...answerMonitors,
  ...httpMonitors,
  ...sspMonitors,
];

/** Requirements no scenario need cite, since a monitor watches them. */
export const MONITORED: ReadonlySet<string> = new Set(SERVER_MONITORS.map((m) => m.requirement));

/** The same for a run with monitors of its own: of clients under test. */
export function monitoredBy(monitors: readonly Monitor[] | undefined): ReadonlySet<string> {
  return monitors === undefined ? MONITORED : new Set(monitors.map((m) => m.requirement));
}
