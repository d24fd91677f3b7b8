/** Defects of communication initiation by WAP push. */
import type { CirRules, Outgoing } from '../../../../server/cir/rules.ts';
import type { Change, Defect } from '../../../types.ts';
import { cir } from '../../../ways/cir.ts';
import { rules } from '../../../ways/families.ts';

function pushes(edit: (push: Outgoing, session: Parameters<CirRules['notice']>[0]) => Partial<Outgoing>): Change {
  return cir((standard) => ({
    wapPush(session, address) {
      const push = standard.wapPush(session, address);
      return { ...push, ...edit(push, session) };
    },
  }));
}

/** Other octets at a place of the push. */
const octetsAt = (at: number, octet: number) => pushes(({ octets }) => ({ octets: octets.with(at, octet) }));

export const cirWapDefects: readonly Defect[] = [
  {
    id: 'cir-wap-plain-text-type',
    title: 'pushes with the content type of plain text',
    requirements: ['TRN-CIR-WAP-001'],
    change: octetsAt(3, 0x83),
  },
  {
    id: 'cir-wap-other-application',
    title: 'pushes to another application',
    requirements: ['TRN-CIR-WAP-002'],
    change: octetsAt(5, 0x84),
  },
  {
    id: 'cir-wap-body-without-cookie',
    title: 'pushes WVCI alone',
    requirements: ['TRN-CIR-WAP-003'],
    change: pushes(({ octets }) => ({ octets: octets.subarray(0, 10) })),
  },
  {
    id: 'cir-wap-no-push',
    title: 'sends the text of the call to the port of pushes without a PDU around it',
    requirements: ['TRN-CIR-WAP-004'],
    unavoidable: ['TRN-CIR-WAP-001', 'TRN-CIR-WAP-002', 'TRN-CIR-WAP-003'],
    change: pushes(({ octets }) => ({ octets: octets.subarray(6) })),
  },
  {
    id: 'cir-wap-sms-other-port',
    title: 'sends pushes by short message to the port of standalone calls',
    requirements: ['TRN-CIR-WAP-005'],
    change: cir((standard) => ({
      wapShortMessage: (session, number) => ({ ...standard.wapShortMessage(session, number), destinationPort: 3716 }),
    })),
  },
  {
    id: 'cir-wap-sms-without-number',
    title: 'agrees to WAPSMS without a number to send to',
    requirements: ['TRN-CIR-WAP-006'],
    change: rules((standard) => ({
      agreeCapabilities(offer, reach) {
        const agreed = standard.agreeCapabilities(offer, reach);
        const offered = offer.SupportedCIRMethod?.includes('WAPSMS') === true;
        return offered ? { ...agreed, cirMethods: ['WAPSMS'] } : agreed;
      },
    })),
  },
];
