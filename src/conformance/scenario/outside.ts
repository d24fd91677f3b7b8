/**
 * The outside of a scenario: everything it learns that its own words do not decide. That is the network, the clock, the
 * operator of the implementation, the date, and waits shortened by earlier ones. Live, all of it is recorded beside the
 * exchanges, so that the scenario can be judged again from its transcript (conformance/replay).
 */
import type { ClientClock } from '../../client/clock.ts';
import type { Patience } from '../../client/patience.ts';
import type { HttpClient } from '../../transport/http/client.ts';
import type { IutAdapter } from '../iut/adapter.ts';

/** The call by which a scenario announces a channel beside HTTP. */
export const CHANNEL = 'channel';

export interface Outside {
  readonly transport: HttpClient;
  /** The clock of a party. */
  clock(party: string): ClientClock;
  /** True if a wait moves the clock of the implementation and takes no time. */
  readonly virtual: boolean;
  readonly patience: Patience | undefined;
  /** The operator of the implementation. */
  readonly adapter: IutAdapter;
  /** Connects and closes at once. @throws Error if nobody is there */
  reach(url: string): Promise<void>;
  date(): Date;
  /** Announces a channel that is not served again from a transcript: nobody can judge the steps of the scenario again. */
  channel(what: string): void;
}
