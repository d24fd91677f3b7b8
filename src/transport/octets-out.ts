/** Writing a head and a body so that they leave together. */
import type { Socket } from 'node:net';

/** Up to this size a body is copied behind its head: one write is cheaper than two that are gathered, and than the copy. */
const COPIED = 32_768;

/** Writes both in one go; the head is Latin-1 text. */
export function writeTogether(socket: Socket, head: string, body: Uint8Array): void {
  if (body.length === 0) {
    socket.write(head, 'latin1');
  } else if (body.length <= COPIED) {
    const octets = Buffer.allocUnsafe(head.length + body.length);
    octets.write(head, 0, 'latin1');
    octets.set(body, head.length);
    socket.write(octets);
  } else {
    socket.cork();
    socket.write(head, 'latin1');
    socket.write(body);
    socket.uncork();
  }
}
