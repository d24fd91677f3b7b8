/** The decisions of communication initiation, each a function that can be replaced from outside. */
import { UDP_CIR_PORT } from '../../transport/cir/datagrams.ts';
import { writeNotice } from '../../transport/cir/notice.ts';
import { type CirShortMessage, pushedCir, standaloneCir } from '../../transport/cir/short-message.ts';
import { WAP_PUSH_PORT, writeCirPush } from '../../transport/cir/wsp-push.ts';
import type { SessionRecord } from '../sessions/sessions.ts';

/** A datagram and where it goes. */
export interface Outgoing {
  readonly octets: Uint8Array;
  readonly host: string;
  readonly port: number;
}

export interface CirRules {
  /** The text of a CIR to this session. */
  notice(session: SessionRecord): string;
  /** True if a session that something began to wait for is called now. */
  calls(session: SessionRecord): boolean;
  /** The CIR flag of a session whose channel works, or does not (1.2 and later); undefined: nothing is said. */
  flag(works: boolean): boolean | undefined;

  /** TCP: the session that a HELO with this id binds; undefined: none, the connection is closed. */
  hello(sessionId: string, sessionOf: (id: string) => SessionRecord | undefined): SessionRecord | undefined;
  /** TCP: the lines that answer a HELO. `waits`: something waits for the session already. */
  welcome(session: SessionRecord, waits: boolean): readonly string[];
  /** TCP: the lines that answer a first line that is no HELO; undefined: the connection is closed. */
  stranger(line: string): readonly string[] | undefined;
  /** TCP: the lines that answer any other line of a bound connection; undefined: the connection is closed. */
  answer(line: string): readonly string[] | undefined;
  /** TCP: true if a connection binds a session that another one holds already, which is then closed. */
  takesOver(session: SessionRecord): boolean;
  /** TCP: true if the session ends with its connection. */
  endsWithConnection(session: SessionRecord): boolean;

  /** UDP and WAP push: the datagram to a client whose data channel has that address. */
  datagram(session: SessionRecord, address: string): Outgoing;
  wapPush(session: SessionRecord, address: string): Outgoing;

  /** HTTP: the path of the URL of a session; `random` cannot be guessed. */
  path(session: SessionRecord, random: string): string;
  /** HTTP: the status of a GET on the URL of a session, or of none. */
  status(session: SessionRecord | undefined): number;

  /** Short messages: to a client of that telephone number. */
  shortMessage(session: SessionRecord, number: string): CirShortMessage;
  wapShortMessage(session: SessionRecord, number: string): CirShortMessage;
}

export const standardCirRules: CirRules = {
  notice: ({ version, cookie = '' }) => writeNotice({ version, cookie }),
  calls: () => true,
  flag: (works) => works,

  hello: (id, sessionOf) => sessionOf(id),
  welcome(session, waits) {
    return waits ? ['OK', this.notice(session)] : ['OK'];
  },
  stranger: () => undefined,
  answer: (line) => (/^PING ?$/i.test(line) ? ['OK'] : undefined),
  takesOver: () => true,
  endsWithConnection: () => false,

  datagram(session, host) {
    const octets = new TextEncoder().encode(this.notice(session));
    return { octets, host, port: session.capabilities.udpPort ?? UDP_CIR_PORT };
  },
  wapPush(session, host) {
    return { octets: writeCirPush(this.notice(session), 1), host, port: WAP_PUSH_PORT };
  },

  path: (_session, random) => `/cir/${random}`,
  status: (session) => (session !== undefined && session.outbox.waiting() > 0 ? 200 : 204),

  shortMessage(session, number) {
    return standaloneCir(number, this.notice(session));
  },
  wapShortMessage(session, number) {
    return pushedCir(number, writeCirPush(this.notice(session), 1));
  },
};
