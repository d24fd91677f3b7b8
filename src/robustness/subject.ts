/** The server under test as the profile sees it. */
import type { Ixit } from '../conformance/ics/types.ts';
import type { Syntax } from '../protocol/configuration.ts';
import type { Version } from '../protocol/version.ts';
import type { HttpClient } from '../transport/http/client.ts';

export interface Subject {
  readonly name: string;
  readonly versions: readonly Version[];
  readonly syntaxes: readonly Syntax[];
  /** Nothing may be left behind at the server. */
  readonly traceless: boolean;
  /** The way to it; another one after a restart. */
  ixit(): Ixit;
  /** Programming errors that it told so far. */
  faults(): number;
  /** Octets in use, garbage left out; undefined where nobody can say. */
  readonly memory?: (() => number) | undefined;
  /** Starts it anew after its death; undefined where only its operator can. */
  readonly restart?: (() => Promise<void>) | undefined;
  /** Another way for HTTP than the network, in tests. */
  readonly http?: (() => HttpClient) | undefined;
}
