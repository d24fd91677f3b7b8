/** Words that a client should not say over a CIR connection (transport reference, 6.2). */
import type { Category } from '../../results/robustness.ts';
import type { Random } from '../random.ts';

export interface CirFlaw {
  readonly category: Category;
  readonly flaw: string;
  /** The octets in Latin-1; `session` is the one that the connection belongs to. */
  text(session: string, random: Random): string;
}

const flaw = (category: Category, words: string, text: CirFlaw['text']): CirFlaw => ({ category, flaw: words, text });

export const CIR_FLAWS: readonly CirFlaw[] = [
  flaw('syntax', 'half a line', (session, random) => `HELO ${session}`.slice(0, 1 + random.below(6))),
  flaw('syntax', 'an empty line', () => '\r\n'),
  flaw('syntax', 'a hundred empty lines', () => '\r\n'.repeat(100)),
  flaw('syntax', 'the line ends in LF alone', (session) => `HELO ${session}\n`),
  flaw('syntax', 'the line ends in CR alone', (session) => `HELO ${session}\r`),
  flaw('syntax', 'an octet 0', () => 'PI\0NG\r\n'),
  flaw('syntax', 'no octet of a text', (_session, random) =>
    Array.from({ length: 1 + random.below(64) }, () => String.fromCharCode(random.below(256))).join(''),
  ),
  flaw('token', 'a word that nobody knows', () => 'HELLO there\r\n'),
  flaw('token', 'the word of the server', (session) => `WVCI ${session}\r\n`),
  flaw('token', 'an OK that nobody asked for', () => 'OK\r\n'),
  flaw('token', 'a request of HTTP', () => 'POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n'),
  flaw('structure', 'HELO without a session', () => 'HELO\r\n'),
  flaw('structure', 'HELO with two sessions', (session) => `HELO ${session} ${session}\r\n`),
  flaw('structure', 'PING with more', () => 'PING PING\r\n'),
  flaw('order', 'PING before HELO', () => 'PING\r\n'),
  flaw('state', 'HELO for a session that is none', (_session, random) => `HELO none-${random.below(1_000_000)}\r\n`),
  flaw('state', 'HELO again and again', (session) => `HELO ${session}\r\n`.repeat(1_000)),
  flaw('state', 'HELO for a thousand sessions that are none', (_session, random) =>
    Array.from({ length: 1_000 }, () => `HELO none-${random.below(1_000_000)}\r\n`).join(''),
  ),
  flaw('size', 'PING a thousand times', () => 'PING\r\n'.repeat(1_000)),
  flaw('size', 'a line of 100000 letters', () => `HELO ${'x'.repeat(100_000)}\r\n`),
  flaw('size', 'a line that does not end', () => 'x'.repeat(100_000)),
  flaw('charset', 'a session that is no UTF-8', () => 'HELO \xff\xfe\r\n'),
  flaw('charset', 'UTF-16', (session) => [...`HELO ${session}\r\n`].map((c) => `\0${c}`).join('')),
];
