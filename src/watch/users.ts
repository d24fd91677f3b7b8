/** The knowledge about users and what they exchange, across sessions. Addresses are compared without scheme and case. */
import { Recent } from './bounded.ts';

export interface Invitation {
  readonly from: string | undefined;
  readonly type: string | undefined;
  state: 'open' | 'answered' | 'cancelled';
  /** Users who were asked. */
  readonly invited: Set<string>;
}

const MOST = 20_000;

export class Users {
  /** By InviteID. */
  readonly invitations = new Recent<string, Invitation>(MOST);
  /** Users who were told of a message, by MessageID. */
  readonly messages = new Recent<string, Set<string>>(MOST);
}

/** An address without scheme and case, as a key. */
export function keyOf(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^(?:wv:)+/, '');
}
