/** What the parts of the service access point share. */

import type { Clock } from '../clock.ts';
import type { ServiceElement } from '../element.ts';
import type { ServerProfile } from '../profile.ts';
import type { Accounts } from '../sessions/accounts.ts';
import type { Nonces } from '../sessions/nonces.ts';
import type { SessionRecord, Sessions } from '../sessions/sessions.ts';
import type { AnyHandler } from './call.ts';
import type { AccessRules } from './rules.ts';

export interface Core {
  readonly clock: Clock;
  readonly profile: ServerProfile;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly nonces: Nonces;
  readonly rules: AccessRules;
  readonly elements: readonly ServiceElement[];
  /** Handlers by request primitive, of the access point and of all elements. */
  readonly routes: ReadonlyMap<string, AnyHandler>;
  newId(prefix: string): string;
  /** Accounts made by automatic registration so far. */
  registrations: number;
  /** Something waits for a session: whoever runs CIR channels is told. */
  waiting(session: SessionRecord): void;
  /** A programming error somewhere; the server goes on. */
  fault(error: unknown, where: string): void;
}
