/** Messages cut into parts that fit into one short message each, and put together again. Source: pts 1.2, medium. */
import type { Finding } from '../../model/findings.ts';
import { PtsError } from './error.ts';
import { type PtsPart, type PtsPreamble, readPreamble } from './grammar.ts';

/** Octets in one short message addressed to a port, 8-bit data. */
export const SMS_ROOM = 133;
/** Parts are named by letters. */
const MOST_PARTS = 26;
const SPACE = 0x20;

const letter = (number: number): string => String.fromCharCode('a'.charCodeAt(0) + number - 1);

/**
 * Cuts a whole message into parts of at most `room` octets each. One that fits stays as it is. Throws PtsError where 26
 * parts are too few.
 */
export function cutPts(message: Uint8Array, room: number = SMS_ROOM): readonly Uint8Array[] {
  if (message.length <= room) return [message];
  const space = message.indexOf(SPACE);
  const head = message.subarray(0, space < 0 ? message.length : space);
  const text = space < 0 ? new Uint8Array() : message.subarray(space + 1);
  const each = room - head.length - 3;
  const total = each > 0 ? Math.ceil(text.length / each) : Number.POSITIVE_INFINITY;
  if (total > MOST_PARTS) {
    throw new PtsError(
      'TransactionContent',
      `${message.length} octets do not go into ${MOST_PARTS} parts of ${room} octets`,
    );
  }
  return Array.from({ length: total }, (_, i) => {
    const letters = new TextEncoder().encode(`${letter(i + 1)}${letter(total)} `);
    return joined([head, letters, text.subarray(i * each, (i + 1) * each)]);
  });
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export interface AssemblerOptions {
  /** Current time, milliseconds. */
  readonly now: () => number;
  /** The time to wait for the parts of a message, from the first on, milliseconds. Default 45,000. */
  readonly patience?: number;
  /** Incomplete messages kept at a time. Default 1,000. */
  readonly open?: number;
  /** Octets kept of incomplete messages, all together. Default 1 MiB. */
  readonly octets?: number;
}

export type Assembled =
  /** The octets of a whole message: one that came in one piece, or whose last missing part this was. */
  | { readonly kind: 'whole'; readonly message: Uint8Array }
  | { readonly kind: 'waiting'; readonly missing: number }
  /** Not taken: no part of anything, or there is no room for it. */
  | { readonly kind: 'refused'; readonly why: string };

export interface Assembler {
  /** Takes what one sender sent. Parts may come in any order; one that comes again takes the place of the former. */
  add(sender: string, octets: Uint8Array): Assembled;
  /** Incomplete messages, and what is kept of them. */
  readonly open: number;
  readonly octets: number;
}

interface Incomplete {
  readonly total: number;
  readonly since: number;
  readonly head: Uint8Array;
  readonly parts: Map<number, Uint8Array>;
  octets: number;
}

/** Puts parts together, by sender, primitive and transaction identifier. What does not become whole in time is forgotten. */
export function createAssembler(options: AssemblerOptions): Assembler {
  const { now, patience = 45_000, open = 1_000, octets: room = 1024 * 1024 } = options;
  // In the order of their first parts, so that the oldest comes first.
  const incomplete = new Map<string, Incomplete>();
  let octets = 0;

  function forget(key: string, one: Incomplete): void {
    incomplete.delete(key);
    octets -= one.octets;
  }

  function forgetOld(): void {
    for (const [key, one] of incomplete) {
      if (now() - one.since < patience) return;
      forget(key, one);
    }
  }

  function begin(key: string, preamble: PtsPreamble, { total }: PtsPart, bytes: Uint8Array): Incomplete {
    const former = incomplete.get(key);
    if (former?.total === total) return former;
    if (former !== undefined) forget(key, former);
    const head = bytes.slice(0, preamble.span.end - 2);
    const begun: Incomplete = { total, since: now(), head, parts: new Map(), octets: head.length };
    octets += head.length;
    incomplete.set(key, begun);
    return begun;
  }

  return {
    get open() {
      return incomplete.size;
    },
    get octets() {
      return octets;
    },
    add(sender, bytes) {
      forgetOld();
      const findings: Finding[] = [];
      const preamble = readPreamble(bytes, findings);
      const [slip] = findings;
      if (preamble === undefined || slip !== undefined) return { kind: 'refused', why: slip?.message ?? 'no preamble' };
      const { part } = preamble;
      if (part === undefined) return { kind: 'whole', message: bytes };
      const key = JSON.stringify([sender, preamble.version, preamble.type, preamble.transactionId]);
      const text = bytes.slice(preamble.span.end + 1);
      const known = incomplete.has(key);
      if (!known && incomplete.size >= open)
        return { kind: 'refused', why: `${open} incomplete messages are kept at most` };
      if (octets + text.length > room)
        return { kind: 'refused', why: `${room} octets of incomplete messages are kept at most` };
      const one = begin(key, preamble, part, bytes);
      const change = text.length - (one.parts.get(part.number)?.length ?? 0);
      one.parts.set(part.number, text);
      one.octets += change;
      octets += change;
      if (one.parts.size < one.total) return { kind: 'waiting', missing: one.total - one.parts.size };
      forget(key, one);
      const pieces = Array.from({ length: one.total }, (_, i) => one.parts.get(i + 1) ?? new Uint8Array());
      return { kind: 'whole', message: joined([one.head, new Uint8Array([SPACE]), ...pieces]) };
    },
  };
}
