/** Messages to the server, one pair after the other, in sessions that are opened as they are needed. */
import { addressOf } from '../conformance/ics/types.ts';
import type { Version } from '../protocol/version.ts';
import { VERSION_FACTS } from '../protocol/version-facts.ts';
import type { Channel } from '../results/robustness.ts';
import { latin, octetsOf } from './flaws/octets.ts';
import { type Field, type Input, type Message, messageFor, syntaxOf } from './generate.ts';
import { judge, type Shown } from './judge.ts';
import type { Random } from './random.ts';
import { httpFor, openSession, type Session } from './server.ts';
import type { Subject } from './subject.ts';
import { createWire, type Wire } from './wire.ts';

/** A version and a channel: what a session is opened for. */
export interface Stretch {
  readonly version: Version;
  readonly channel: Channel;
}

interface Open {
  readonly stretch: Stretch;
  readonly session: Session;
  readonly wire: Wire;
}

export interface Sender {
  /** Sessions opened so far. */
  readonly sessions: number;
  /**
   * The message of a number, made for an open session.
   * @throws TransportError, AnswerError where no session can be opened
   */
  make(stretch: Stretch, random: Random, number: number): Promise<Message>;
  /** Opens a session; true if CIR over TCP was agreed in it. */
  calls(version: Version): Promise<boolean>;
  /** Sends a message with another input, and its twin. */
  pair(message: Message, input?: Input): Promise<Shown>;
  /** Sends an input alone. */
  alone(message: Message, input: Input): Promise<void>;
  /** Ends the session, if one is open. */
  leave(): Promise<void>;
  /** Forgets the session: the server has. */
  forget(): void;
  close(): void;
}

export function createSender(subject: Subject, seed: number): Sender {
  let http = subject.http?.() ?? httpFor(subject.ixit());
  let open: Open | undefined;
  let sessions = 0;
  let faults = subject.faults();

  async function opened(stretch: Stretch): Promise<Open> {
    const { version, channel } = stretch;
    if (open?.stretch.version === version && open.stretch.channel === channel) return open;
    await leave();
    const ixit = subject.ixit();
    const { connect, cirAnswer } = ixit.timers;
    const syntax = syntaxOf(channel);
    const account = ixit.accounts.alice;
    const session = await openSession({ http, ixit, version, syntax, account, called: channel === 'cir' });
    sessions += 1;
    const url = addressOf(ixit, version, syntax);
    open = { stretch, session, wire: createWire({ http, url, connect, cirAnswer, cir: session.cir }) };
    return open;
  }

  async function leave(): Promise<void> {
    const leaving = open;
    open = undefined;
    await leaving?.session.close().catch(() => {});
  }

  function fieldFor(stretch: Stretch): Field {
    const url = new URL(addressOf(subject.ixit(), stretch.version, syntaxOf(stretch.channel)));
    return { seed, traceless: subject.traceless, host: url.host, path: url.pathname };
  }

  /** The octets of an input and its twin with the session that is open now in place of the one they were made for. */
  function bound(
    message: Message,
    input: Input,
    id: string,
  ): { readonly octets: Uint8Array; readonly twin: Uint8Array } {
    if (message.session === id) return { octets: input.octets, twin: message.twin };
    const renamed = (octets: Uint8Array) => octetsOf(latin(octets).replaceAll(message.session, id));
    return { octets: renamed(input.octets), twin: renamed(message.twin) };
  }

  return {
    get sessions() {
      return sessions;
    },
    calls: async (version) => (await opened({ version, channel: 'cir' })).session.cir !== undefined,
    async make(stretch, random, number) {
      const { session } = await opened(stretch);
      const { accounts, domain } = subject.ixit();
      const users = [accounts.alice.user, accounts.bob.user];
      const place = {
        version: stretch.version,
        sessionId: session.id,
        transaction: String(100 + (number % 900)),
        users,
        domain,
      };
      return messageFor(fieldFor(stretch), random, number, stretch.channel, place);
    },
    async pair(message, input = message.input) {
      const { channel, version, whole, transaction } = message;
      const { session, wire } = await opened(message);
      const { octets, twin } = bound(message, input, session.id);
      const contentType = VERSION_FACTS[version].contentTypes[syntaxOf(channel)];
      const { flawed, twin: after } =
        channel === 'cir'
          ? await wire.call(octets, twin)
          : {
              flawed: await (channel === 'http' ? wire.raw(octets) : wire.post(contentType, octets)),
              twin: await wire.post(contentType, twin),
            };
      const syntax = channel === 'cir' ? undefined : syntaxOf(channel);
      const told = subject.faults() - faults;
      faults += told;
      const shown = judge({ flawed, twin: after, sent: octets.length, whole, syntax, transaction, faults: told });
      if (shown.problem !== undefined) await leave();
      return shown;
    },
    async alone(message, input) {
      const { channel, version } = message;
      const { session, wire } = await opened(message);
      const { octets, twin } = bound(message, input, session.id);
      if (channel === 'cir') await wire.call(octets, twin);
      else if (channel === 'http') await wire.raw(octets);
      else await wire.post(VERSION_FACTS[version].contentTypes[channel], octets);
    },
    leave,
    forget() {
      open = undefined;
      http.close();
      http = subject.http?.() ?? httpFor(subject.ixit());
    },
    close: () => http.close(),
  };
}
