/** Requests of the server that belong to another scenario or run: notices, notifications, messages that come late. */
import type { Primitive } from '../../protocol/messages/envelope.ts';
import { textsIn } from './changes.ts';
import type { Ledger } from './ledger.ts';
import { isMadeElsewhere } from './names.ts';

export interface Here {
  readonly ledger: Pick<Ledger, 'standing' | 'plain'>;
  readonly run: string;
  readonly scenario: number;
  /** The user the server sends to. */
  readonly user: string;
}

/**
 * True if a request of the server names only things made by another scenario or run, or notifies only of users with a
 * subscription that was left behind.
 */
export function belongsElsewhere({ name, value }: Primitive, here: Here): boolean {
  const { ledger, run, scenario } = here;
  if (isMadeElsewhere(JSON.stringify(value), run, scenario)) return true;
  if (name !== 'PresenceNotification-Request' || ledger.standing.length === 0) return false;
  const { plain } = ledger;
  const watchedStill = (user: string) =>
    ledger.standing.some(
      (one) => one.kind === 'subscription' && one.user === plain(here.user) && plain(one.key) === plain(user),
    );
  const users = textsIn(value, 'UserID');
  return users.length > 0 && users.every(watchedStill);
}
