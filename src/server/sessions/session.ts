/** A session as service elements see it. */
import type { Value } from '../../protocol/messages/infer.ts';
import type { Version } from '../../protocol/version.ts';
import type { ServiceName } from '../access-profile.ts';
import type { Capabilities } from './capabilities.ts';

export interface Session {
  readonly id: string;
  /** Canonical address of the user, `wv:alice@home`. */
  readonly user: string;
  readonly version: Version;
  /** The ClientID of the login, as the client wrote it. */
  readonly clientId: Value<'ClientID'>;
  /** Text that is equal for equal clients, for comparisons and map keys; see `clientKeyOf`. */
  readonly clientKey: string;
  readonly applicationId: string | undefined;
  /** SessionCookie of the login, which a CIR carries. */
  readonly cookie: string | undefined;
  /** The result of capability negotiation, or the defaults. */
  readonly capabilities: Capabilities;
  /**
   * True if a function of the service tree was agreed in this session: a code (`GCLI`, `NEWM`, ...), or a feature
   * (`PresenceFeat`, ...) for its functions without a code.
   */
  agreed(name: ServiceName): boolean;
  readonly alive: boolean;
  /** No client: stands for a user of another domain, whose home has checked what the user says of itself. */
  readonly visitor?: true;
}

export type SessionEnd = 'logout' | 'disconnect' | 'expired' | 'replaced';
