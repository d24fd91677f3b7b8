/** Transactions that other servers began, and the waits for them. */
import type { SspPrimitiveName } from '../protocol/ssp/envelope.ts';
import type { SspValue } from '../protocol/ssp/types.ts';
import type { PeerClock } from './clock.ts';
import { PeerError } from './errors.ts';
import type { PeerSession, Received } from './types.ts';

export interface WaitOptions<N extends SspPrimitiveName> {
  /** The domain it has to come from. */
  readonly from?: string;
  readonly where?: (value: SspValue<N>) => boolean;
  /** Milliseconds instead of `timers.response`. */
  readonly bound?: number;
}

export interface Inbox {
  readonly all: readonly Received[];
  add(received: Received): void;
  waitFor<N extends SspPrimitiveName>(name: N, options?: WaitOptions<N>): Promise<Received<N>>;
  sessionOpened(session: PeerSession): void;
  waitForSession(domain: string, bound?: number): Promise<PeerSession>;
  stop(): void;
}

/** Somebody who takes something of the kind `T` as soon as it fits. */
interface Waiter<T> {
  readonly fits: (item: T) => boolean;
  readonly settle: (to: T | PeerError) => void;
}

export function createInbox(clock: PeerClock, standard: number): Inbox {
  const all: Received[] = [];
  const taken = new Set<Received>();
  const waiters = new Set<Waiter<Received>>();
  const forSessions = new Set<Waiter<PeerSession>>();

  function wait<T>(set: Set<Waiter<T>>, fits: Waiter<T>['fits'], bound: number, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = clock.after(bound, () =>
        waiter.settle(new PeerError('timeout', `${what} did not come within ${bound} ms (timers.response)`)),
      );
      const waiter: Waiter<T> = {
        fits,
        settle: (to) => {
          cancel();
          set.delete(waiter);
          if (to instanceof PeerError) reject(to);
          else resolve(to);
        },
      };
      set.add(waiter);
    });
  }

  return {
    all,
    add(received) {
      all.push(received);
      if (received.repeated) return;
      const waiter = [...waiters].find((w) => w.fits(received));
      if (waiter === undefined) return;
      taken.add(received);
      waiter.settle(received);
    },
    waitFor<N extends SspPrimitiveName>(name: N, options: WaitOptions<N> = {}) {
      const fits = (r: Received): boolean =>
        r.name === name &&
        !r.repeated &&
        !taken.has(r) &&
        (options.from === undefined || r.domain === options.from.toLowerCase()) &&
        (options.where === undefined || options.where(r.value as SspValue<N>));
      const found = all.find(fits);
      if (found === undefined) {
        return wait(waiters, fits, options.bound ?? standard, name) as Promise<Received<N>>;
      }
      taken.add(found);
      return Promise.resolve(found as Received<N>);
    },
    sessionOpened(session) {
      for (const waiter of [...forSessions]) if (waiter.fits(session)) waiter.settle(session);
    },
    waitForSession: (domain, bound = standard) =>
      wait(forSessions, (session) => session.domain === domain, bound, `a session with ${domain}`),
    stop() {
      const error = new PeerError('stopped', 'the peer was stopped');
      for (const waiter of [...waiters]) waiter.settle(error);
      for (const waiter of [...forSessions]) waiter.settle(error);
    },
  };
}
