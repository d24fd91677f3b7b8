/** Defects of communication initiation by short message. */
import type { CirShortMessage } from '../../../../transport/cir/short-message.ts';
import type { Change, Defect } from '../../../types.ts';
import { cir } from '../../../ways/cir.ts';

const calls = (edit: (message: CirShortMessage) => Partial<CirShortMessage>): Change =>
  cir((standard) => ({
    shortMessage(session, number) {
      const message = standard.shortMessage(session, number);
      return { ...message, ...edit(message) };
    },
  }));

export const cirSmsDefects: readonly Defect[] = [
  {
    id: 'cir-sms-data-port',
    title: 'sends standalone calls to the port of the data channel',
    requirements: ['TRN-CIR-SMS-001'],
    unavoidable: ['TRN-CIR-SMS-002'],
    change: calls(() => ({ destinationPort: 3590 })),
  },
  {
    id: 'cir-sms-octets',
    title: 'sends the text of standalone calls as octets of ASCII',
    requirements: ['TRN-CIR-SMS-002'],
    change: cir((standard) => ({
      shortMessage(session, number) {
        const data = new TextEncoder().encode(standard.notice(session));
        return { ...standard.shortMessage(session, number), coding: 'octets', data };
      },
    })),
  },
];
