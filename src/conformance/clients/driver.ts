/**
 * The contract of whoever operates a client under test (docs/certify-a-client.md): it is told what a user does, and says what
 * became of it and what the client showed. Nobody is asked what the client sent: the wire shows that.
 */

/** Everything that a driver may be asked to do. Parameters are texts, numbers, booleans or lists of texts. */
export const ACTIONS = [
  'log-in',
  'log-out',
  'send-message',
  'get-message',
  'reject-message',
  'forward-message',
  'subscribe-presence',
  'unsubscribe-presence',
  'get-presence',
  'update-presence',
  'authorize-presence',
  'create-attribute-list',
  'get-watchers',
  'get-lists',
  'create-list',
  'delete-list',
  'add-contact',
  'remove-contact',
  'search',
  'search-on',
  'invite',
  'cancel-invitation',
  'answer-invitation',
  'share-content',
  'withdraw-content',
  'block',
  'unblock',
  'create-group',
  'delete-group',
  'join-group',
  'leave-group',
  'send-to-group',
  'subscribe-notices',
  'unsubscribe-notices',
  'add-member',
  'get-provider-info',
] as const;
export type ActionName = (typeof ACTIONS)[number];

export type Parameter = string | number | boolean | readonly string[];
export type Parameters = Readonly<Record<string, Parameter>>;

/** The settings of a client before it logs in. It sends nothing yet. */
export interface Settings {
  /** URL of the tester's server. */
  readonly server: string;
  readonly user: string;
  readonly password: string;
  readonly version: string;
  readonly syntax: string;
}

export type Performed =
  | { readonly kind: 'done' }
  /** It was tried and did not succeed: the server refused, for instance. No verdict follows from it. */
  | { readonly kind: 'failed'; readonly why: string }
  /** This client has no such function, or nobody can make it do so. */
  | { readonly kind: 'cannot'; readonly why: string };

/** Something the client showed to its user: `message`, `invitation`, `presence`, `refusal`, ... */
export interface Shown {
  readonly what: string;
  readonly [detail: string]: Parameter;
}

export interface Driver {
  /** As it stands in notes of a report: `the program ./driver.sh`. */
  readonly name: string;
  /** False for an action that it said it cannot carry out. */
  can(action: ActionName): boolean;
  /** Sets the client up for a scenario: no session, nothing pending. @throws DriverError */
  begin(settings: Settings): Promise<void>;
  /** @throws DriverError where the driver itself is of no use: gone, silent, without sense */
  perform(action: ActionName, parameters: Parameters): Promise<Performed>;
  /** Everything shown since `begin`. */
  readonly shown: readonly Shown[];
  /** The scenario is over: the client drops what it has. Never throws. */
  end(): Promise<void>;
  /** Never throws; may be called twice. */
  stop(): Promise<void>;
}

/** The driver is of no use. The scenario is inconclusive, and the run goes on. */
export class DriverError extends Error {
  override readonly name = 'DriverError';
}
