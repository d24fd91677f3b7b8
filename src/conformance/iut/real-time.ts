/**
 * An implementation whose clock the tester cannot move: the run waits for time to pass. Scenarios that wait for the
 * session of one user need no other user, so several run side by side, each with another account of the IXIT.
 */
import { type Ixit, PARTIES, type PartyName } from '../ics/types.ts';
import type { IutAdapter } from './adapter.ts';

/** An adapter that lets time pass by waiting, unless it can move the clock by itself. */
export function inRealTime(adapter: IutAdapter): IutAdapter {
  const canMove = () => adapter.capabilities.has('clock');
  return {
    ...adapter,
    get capabilities() {
      return new Set([...adapter.capabilities, 'clock' as const]);
    },
    get waits() {
      return !canMove();
    },
    advanceClock: async (ms) => {
      if (canMove()) await adapter.advanceClock?.(ms);
      else await new Promise((resolve) => setTimeout(resolve, ms));
    },
  };
}

/** The same implementation with the four accounts in another order: alice is the one `by` places later. */
export function withOtherAccounts(adapter: IutAdapter, by: number): IutAdapter {
  return {
    ...adapter,
    async start() {
      const { ics, ixit } = await adapter.start();
      return { ics, ixit: { ...ixit, accounts: turned(ixit.accounts, by) } };
    },
  };
}

function turned(accounts: Ixit['accounts'], by: number): Ixit['accounts'] {
  const named = PARTIES.map((name, i): readonly [PartyName, Ixit['accounts'][PartyName]] => [
    name,
    accounts[PARTIES[(i + by) % PARTIES.length] ?? name],
  ]);
  return Object.fromEntries(named) as Ixit['accounts'];
}
