/** Defects of communication initiation over UDP. */
import type { Defect } from '../../../types.ts';
import { cir } from '../../../ways/cir.ts';

export const cirUdpDefects: readonly Defect[] = [
  {
    id: 'cir-udp-version-missing',
    title: 'leaves the version out of its datagrams',
    requirements: ['TRN-CIR-UDP-003'],
    unavoidable: ['TRN-CIR-UDP-002', 'TRN-CIR-UDP-007'],
    change: cir((standard) => ({
      datagram(session, address) {
        const octets = new TextEncoder().encode(`WVCI ${session.cookie}`);
        return { ...standard.datagram(session, address), octets };
      },
    })),
  },
  {
    id: 'cir-udp-old-default-port',
    title: 'calls clients that named no port at a port from before the registration',
    requirements: ['TRN-CIR-UDP-002'],
    change: cir((standard) => ({
      datagram(session, address) {
        const outgoing = standard.datagram(session, address);
        return session.capabilities.udpPort === undefined ? { ...outgoing, port: 56_732 } : outgoing;
      },
    })),
  },
  {
    id: 'cir-udp-other-address',
    title: 'sends its datagrams to an address of its own in place of that of the data channel',
    requirements: ['TRN-CIR-UDP-007'],
    unavoidable: ['TRN-CIR-UDP-002', 'TRN-CIR-UDP-003'],
    change: cir((standard) => ({ datagram: (session) => standard.datagram(session, '127.0.0.2') })),
  },
];
