/** Defects of communication initiation over TCP. */
import type { CirRules } from '../../../../server/cir/rules.ts';
import type { Defect } from '../../../types.ts';
import { cir } from '../../../ways/cir.ts';

/** The requirements whose scenarios need a bound connection. */
const BOUND = ['005', '006', '008', '009', '010', '011', '012', '023'].map((number) => `TRN-CIR-TCP-${number}`);

export const cirTcpDefects: readonly Defect[] = [
  {
    id: 'cir-tcp-ok-with-space',
    title: 'writes a space behind the OK that answers HELO',
    requirements: ['TRN-CIR-TCP-004'],
    unavoidable: [...BOUND, 'TRN-CIR-TCP-013', 'TRN-CIR-TCP-024'],
    change: cir((standard) => ({
      welcome: (session, waits) => standard.welcome(session, waits).map((line) => (line === 'OK' ? 'OK ' : line)),
    })),
  },
  {
    id: 'cir-tcp-welcomes-everybody',
    title: 'answers HELO with any SessionID by OK',
    requirements: ['TRN-CIR-TCP-005'],
    change: cir((standard) => {
      let last: Parameters<CirRules['notice']>[0] | undefined;
      return {
        hello(id, sessionOf) {
          last = standard.hello(id, sessionOf) ?? last;
          return last;
        },
      };
    }),
  },
  {
    id: 'cir-tcp-answers-strangers',
    title: 'answers a PING that comes before HELO, and waits after anything else',
    requirements: ['TRN-CIR-TCP-006'],
    change: cir((standard) => ({ stranger: (line) => standard.answer(line) ?? [] })),
  },
  {
    id: 'cir-tcp-echoes-ping',
    title: 'answers PING by PONG',
    requirements: ['TRN-CIR-TCP-008'],
    unavoidable: ['TRN-CIR-TCP-005', 'TRN-CIR-TCP-009'],
    change: cir((standard) => ({ answer: (line) => standard.answer(line)?.map(() => 'PONG') })),
  },
  {
    id: 'cir-tcp-bare-ping',
    title: 'does not know PING with a space at its end',
    requirements: ['TRN-CIR-TCP-009'],
    change: cir((standard) => ({ answer: (line) => (line === 'PING ' ? undefined : standard.answer(line)) })),
  },
  {
    id: 'cir-tcp-never-calls',
    title: 'answers HELO and PING, and never calls',
    requirements: ['TRN-CIR-TCP-010', 'CSP-POL-006'],
    unavoidable: ['TRN-CIR-TCP-011', 'TRN-CIR-TCP-012'],
    change: cir(() => ({ calls: () => false })),
  },
  {
    id: 'cir-session-id-for-cookie',
    title: 'calls with the SessionID in place of the cookie',
    requirements: ['TRN-CIR-TCP-011'],
    unavoidable: ['TRN-CIR-TCP-010', 'TRN-CIR-TCP-012', 'TRN-CIR-TCP-013', 'CSP-POL-006'],
    change: cir((standard) => ({ notice: (session) => standard.notice({ ...session, cookie: session.id }) })),
  },
  {
    id: 'cir-newest-version',
    title: 'calls with its newest version, whatever that of the session',
    requirements: ['TRN-CIR-TCP-012'],
    versions: ['1.1', '1.2'],
    change: cir((standard) => ({ notice: (session) => standard.notice({ ...session, version: '1.3' }) })),
  },
  {
    id: 'cir-tcp-forgets-what-waits',
    title: 'does not call at HELO for what waits already',
    requirements: ['TRN-CIR-TCP-013'],
    change: cir((standard) => ({ welcome: (session) => standard.welcome(session, false) })),
  },
  {
    id: 'cir-tcp-session-ends-with-connection',
    title: 'ends the session when its connection breaks',
    requirements: ['TRN-CIR-TCP-023'],
    change: cir(() => ({ endsWithConnection: () => true })),
  },
];
