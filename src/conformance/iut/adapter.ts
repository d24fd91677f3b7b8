/**
 * The way of a run to the implementation under test, and the requests to whoever operates it. The protocol itself
 * never goes through an adapter: it travels over the wire.
 */

import type { ShortMessageCentre } from '../../transport/sms/centre.ts';
import type { ClientUnderTest } from '../clients/under-test.ts';
import type { Account, Ics, Ixit } from '../ics/types.ts';

/** Abilities that an adapter may have beyond starting and stopping. */
export const CAPABILITIES = [
  'reset',
  'create-account',
  'clock',
  'disconnect',
  'system-message',
  'login-message',
  'short-messages',
  'client-operator',
  'client-display',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Properties of an account that can be told to whoever creates it. */
export interface NewAccount {
  readonly user: string;
  readonly password: string;
  readonly msisdn?: string | undefined;
  readonly profile?: Readonly<Record<string, string>> | undefined;
}

/** A system message that has to be answered before a user logs in: with one of the options, with the key, or both. */
export interface LoginMessage {
  readonly text: string;
  readonly options: readonly string[];
  readonly key?: string | undefined;
}

export interface IutAdapter {
  /** The implementation is a client, which is operated by a driver and meets the server of the tester. */
  readonly client?: ClientUnderTest | undefined;
  /** A short-message centre that both sides reach, and the number of the implementation there. */
  readonly shortMessages?: { readonly centre: ShortMessageCentre; readonly number: string } | undefined;
  readonly kind: 'embedded' | 'remote' | 'program';
  /** As it stands in reports. */
  readonly name: string;
  /** Known once started. */
  readonly capabilities: ReadonlySet<Capability>;
  /** Programming errors of an implementation of our own: faults of the harness, whatever the verdicts. */
  readonly faults?: readonly { readonly where: string; readonly error: unknown }[];
  /** Makes the implementation reachable and says what it claims and how it is reached. */
  start(): Promise<{ readonly ics: Ics; readonly ixit: Ixit }>;
  /** Ends what {@link start} began. Never throws; may be called twice. */
  stop(): Promise<void>;
  /** Back to the state after start: no sessions, no lists, no groups. */
  reset?(): Promise<void>;
  createAccount?(account: NewAccount): Promise<Account>;
  /** Has the server look for a domain that the tester plays at this URL, where nobody has configured that. */
  route?(domain: string, url: string): Promise<void>;
  /** True if time passes only by waiting: the wait then adds to the bound of a scenario. */
  readonly waits?: boolean;
  /** Lets `ms` milliseconds pass for the implementation, timers included. */
  advanceClock?(ms: number): Promise<void>;
  /** Has the server end all sessions of a user by its own decision. */
  disconnect?(user: string): Promise<void>;
  /** Has the operator send a system message to a user (1.3). */
  systemMessage?(user: string, text: string, options: readonly string[]): Promise<void>;
  /** Has the operator refuse logins of a user until a system message is answered (1.3); without one no longer. */
  loginMessage?(user: string, message: LoginMessage | undefined): Promise<void>;
}

/** The implementation could not be started or operated. Ends a run with exit code 3. */
export class AdapterError extends Error {
  override readonly name = 'AdapterError';
}
