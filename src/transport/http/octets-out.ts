/** Writing heads and bodies so that what belongs together leaves together. */
import type { Socket } from 'node:net';

/** Up to this size a body is copied behind its head: one write is cheaper than two that are gathered, and than the copy. */
const COPIED = 32_768;

/** Writes both in one go; the head is Latin-1 text. */
export function writeTogether(socket: Socket, head: string, body: Uint8Array): void {
  if (body.length <= COPIED) {
    socket.write(inOnePiece(head, body));
  } else {
    socket.cork();
    socket.write(head, 'latin1');
    socket.write(body);
    socket.uncork();
  }
}

function inOnePiece(head: string, body: Uint8Array): Buffer {
  const octets = Buffer.allocUnsafe(head.length + body.length);
  octets.write(head, 0, 'latin1');
  octets.set(body, head.length);
  return octets;
}

/**
 * The way out of a socket whose answers leave at the end of the turn in which they were made, those of all sockets one
 * after the other. Waking up a client that sleeps is most of the price of a write: so it is woken once for all of them.
 */
export class TurnWriter {
  readonly #socket: Socket;
  #held: Buffer[] = [];
  #octets = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Holds both back until the turn ends, or writes them now where they are many. The head is Latin-1 text. */
  write(head: string, body: Uint8Array): void {
    if (this.#octets + body.length > COPIED) {
      this.flush();
      writeTogether(this.#socket, head, body);
      return;
    }
    const octets = inOnePiece(head, body);
    if (this.#held.length === 0) atEndOfTurn(this);
    this.#held.push(octets);
    this.#octets += octets.length;
  }

  /** Writes what is held back; to be called before anything else is done to the socket. */
  flush(): void {
    const [first, ...others] = this.#held;
    if (first === undefined) return;
    this.#held = [];
    this.#octets = 0;
    if (!this.#socket.destroyed) this.#socket.write(others.length === 0 ? first : Buffer.concat([first, ...others]));
  }
}

let turn: TurnWriter[] = [];

function atEndOfTurn(writer: TurnWriter): void {
  if (turn.length === 0) setImmediate(endTurn);
  turn.push(writer);
}

function endTurn(): void {
  const writers = turn;
  turn = [];
  for (const writer of writers) writer.flush();
}
