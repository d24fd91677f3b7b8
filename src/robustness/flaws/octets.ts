/** Means of changing octets that the flaws of all syntaxes share. */
import type { Category } from '../../results/robustness.ts';
import type { Random } from '../random.ts';

/** One way to spoil a message that is written already. */
export interface OctetFlaw {
  readonly category: Category;
  /** The change, in words. */
  readonly flaw: string;
  /** The spoilt message; undefined where this one has nothing of the kind to spoil. */
  spoil(octets: Uint8Array, random: Random): Uint8Array | undefined;
}

/** Latin-1: a character is an octet. */
export function latin(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('latin1');
}
export function octetsOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

/** A flaw of a message as text, an octet a character. */
export function inText(
  category: Category,
  flaw: string,
  spoil: (text: string, random: Random) => string | undefined,
): OctetFlaw {
  return {
    category,
    flaw,
    spoil(octets, random) {
      const text = latin(octets);
      const spoilt = spoil(text, random);
      return spoilt === undefined || spoilt === text ? undefined : octetsOf(spoilt);
    },
  };
}

/** Octets with others in place of `length` of them at `at`. */
export function spliced(octets: Uint8Array, at: number, length: number, others: readonly number[]): Uint8Array {
  return Buffer.concat([octets.subarray(0, at), Uint8Array.from(others), octets.subarray(at + length)]);
}

/** Text with something put in at a place. */
export function insertedAt(text: string, at: number, more: string): string {
  return text.slice(0, at) + more + text.slice(at);
}

/** Flaws that any form of octets can have. */
export const ANYWHERE: readonly OctetFlaw[] = [
  {
    category: 'syntax',
    flaw: 'it is cut off',
    spoil: (octets, random) => octets.subarray(0, 1 + random.below(Math.max(1, octets.length - 1))),
  },
  {
    category: 'syntax',
    flaw: 'one octet is another one',
    spoil: (octets, random) => spliced(octets, random.below(octets.length), 1, [random.below(256)]),
  },
  {
    category: 'syntax',
    flaw: 'some octets are missing',
    spoil: (octets, random) => spliced(octets, random.below(octets.length), 1 + random.below(16), []),
  },
  {
    category: 'syntax',
    flaw: 'a part of it stands there twice',
    spoil(octets, random) {
      const from = random.below(octets.length);
      return Buffer.concat([octets.subarray(0, from + random.below(octets.length - from) + 1), octets.subarray(from)]);
    },
  },
  {
    category: 'syntax',
    flaw: 'it is no message at all',
    spoil: (_octets, random) => Uint8Array.from({ length: 1 + random.below(64) }, () => random.below(256)),
  },
  { category: 'size', flaw: 'it is empty', spoil: () => new Uint8Array(0) },
];
