/** Legal variants of communication initiation. */
import type { Variant } from '../../types.ts';
import { cir } from '../../ways/cir.ts';

const utf8 = new TextEncoder();

/** A push whose names and values are written out. */
function spelledOut(notice: string): Uint8Array {
  const head = utf8.encode('application/vnd.wv.csp.cir\0X-Wap-Application-Id\0x-wap-application:wv.ua\0');
  return new Uint8Array([0x5a, 0x06, head.length, ...head, ...utf8.encode(notice)]);
}

export const cirVariants: readonly Variant[] = [
  {
    id: 'cir-old-connection-wins',
    title: 'closes a second connection for a session, and says nothing of channels in its messages',
    change: cir(() => ({ takesOver: () => false, flag: () => undefined })),
  },
  {
    id: 'cir-spelled-out',
    title: 'ends datagrams with CRLF and writes the headers of pushes as text',
    change: cir((standard) => ({
      datagram: (session, address) => ({
        ...standard.datagram(session, address),
        octets: utf8.encode(`${standard.notice(session)}\r\n`),
      }),
      wapPush: (session, address) => ({
        ...standard.wapPush(session, address),
        octets: spelledOut(standard.notice(session)),
      }),
    })),
  },
];
