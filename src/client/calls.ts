/**
 * The client's side of communication initiation over TCP (transport reference, 6.2): one connection for the session, kept
 * up for as long as it lasts. A call leads to a poll at once. While there is no connection the client polls by itself,
 * as often as the server allows.
 */
import { anyVersion } from '../protocol/messages/any-version.ts';
import { readNotice } from '../transport/cir/notice.ts';
import { openTcpChannel, type TcpChannel } from '../transport/cir/tcp-channel.ts';
import { CALL_TIMERS, type CallState, type Calls, type CallTimers } from './call-types.ts';
import { realClock } from './clock.ts';
import type { Core } from './core.ts';
import { HarnessError } from './errors.ts';
import { poll } from './polling.ts';

/** The address to connect to, by the agreement. */
function endpointOf(core: Core) {
  const { capabilities } = core.session;
  const list = capabilities === undefined ? undefined : anyVersion(capabilities);
  const { SupportedCIRMethod: methods, TCPAddress: host, TCPPort: port } = list ?? {};
  if (methods?.includes('STCP') !== true || host === undefined || port === undefined) {
    throw new HarnessError(`${core.party} cannot be called over TCP: STCP and its address were not agreed`);
  }
  return { host: String(host), port: Number(port) };
}

/** A promise of the next change of several things, or of the end of a time in milliseconds. */
async function next(ms: number, signal: AbortSignal, ...changes: ((listener: () => void) => () => void)[]) {
  const early = new AbortController();
  const wake = () => early.abort();
  const stops = changes.map((change) => change(wake));
  signal.addEventListener('abort', wake);
  await realClock.wait(signal.aborted ? 0 : ms, early.signal);
  signal.removeEventListener('abort', wake);
  for (const stop of stops) stop();
}

export function createCalls(core: Core): Calls {
  let state: CallState = 'absent';
  let connections = 0;
  let stopping: AbortController | undefined;
  let running: Promise<unknown> | undefined;
  const listeners = new Set<() => void>();
  const onState = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const enter = (now: CallState) => {
    state = now;
    for (const listener of [...listeners]) listener();
  };
  const lasts = (signal: AbortSignal, session: string | undefined) =>
    !signal.aborted && session !== undefined && core.session.sessionId === session;

  /** One connection, from HELO to its end. True if it was bound. */
  async function hold(channel: TcpChannel, timers: CallTimers, signal: AbortSignal): Promise<boolean> {
    const session = core.session.sessionId;
    let seen = 0;
    let bound = false;
    let asked = true;
    let deadline = performance.now() + timers.answer;
    channel.send(`HELO ${session}\r\n`);
    while (lasts(signal, session) && !channel.ended) {
      for (const line of channel.lines.slice(seen)) {
        seen += 1;
        const notice = readNotice(line);
        const ours = notice?.cookie === core.session.cookie;
        if (notice !== undefined && ours) core.nudge();
        // A call is a sign of life, but it does not stand for the OK to HELO.
        if (notice === undefined ? !/^OK\r?\n$/i.test(line) : !bound) continue;
        asked = false;
        deadline = performance.now() + timers.ping;
        if (bound) continue;
        bound = true;
        enter('bound');
        if (connections > 1) core.nudge();
      }
      if (core.session.cir === false) {
        // The server knows of no channel: another connection is due. What it says of that one is news.
        core.session.cir = undefined;
        break;
      }
      if (performance.now() >= deadline) {
        if (asked) break;
        asked = true;
        deadline = performance.now() + timers.answer;
        channel.send('PING\r\n');
      }
      await next(deadline - performance.now(), signal, channel.onChange, core.onArrival);
    }
    channel.close();
    if (bound) enter('absent');
    return bound;
  }

  async function connect(timers: CallTimers, signal: AbortSignal): Promise<void> {
    const session = core.session.sessionId;
    const to = endpointOf(core);
    let pause = timers.pause;
    while (lasts(signal, session)) {
      const channel = await openTcpChannel(to, timers.connect).catch(() => undefined);
      connections += channel === undefined ? 0 : 1;
      const bound = channel !== undefined && (await hold(channel, timers, signal));
      if (bound) pause = timers.pause;
      if (!lasts(signal, session)) return;
      await next(pause, signal);
      pause = Math.min(pause * 2, timers.longestPause);
    }
  }

  /** Polls: at once for what is known to wait, and while there is no connection as often as allowed. */
  async function collect(signal: AbortSignal): Promise<void> {
    const session = core.session.sessionId;
    while (lasts(signal, session)) {
      const { pollNow, polledAt, pollMinimum } = core.session;
      const due = (polledAt ?? Number.NEGATIVE_INFINITY) + pollMinimum - core.clock.now();
      if (pollNow || (state === 'absent' && due <= 0)) await poll(core);
      else await next(state === 'absent' ? due : 2_147_483_647, signal, core.onArrival, onState);
    }
  }

  return {
    get state() {
      return state;
    },
    get connections() {
      return connections;
    },
    start(given) {
      if (running !== undefined) return;
      endpointOf(core);
      const controller = new AbortController();
      stopping = controller;
      connections = 0;
      const timers = { ...CALL_TIMERS, ...given };
      running = Promise.all([connect(timers, controller.signal), collect(controller.signal)]).catch(
        (error: unknown) => {
          controller.abort();
          return error;
        },
      );
    },
    async stop() {
      stopping?.abort();
      const outcome = await running;
      running = undefined;
      if (outcome instanceof Error) throw outcome;
    },
  };
}
