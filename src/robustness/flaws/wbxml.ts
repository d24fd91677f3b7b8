/** Octets that are no well-formed WBXML, or that are more than a reader should take. Tokens: WBXML 1.3, section 7. */
import { ANYWHERE, type OctetFlaw, spliced } from './octets.ts';

const END = 0x01;
const ENTITY = 0x02;
const STR_I = 0x03;
const LITERAL = 0x04;
const PI = 0x43;
const LITERAL_C = 0x44;
const LITERAL_AC = 0xc4;
const STR_T = 0x83;
const OPAQUE = 0xc3;
const EXT_I_0 = 0x40;
const EXT_0 = 0xc0;
const EXT_T_0 = 0x80;
/** The largest number of five octets, and one that never ends. */
const HUGE = [0x8f, 0xff, 0xff, 0xff, 0x7f];
const ENDLESS = Array.from({ length: 64 }, () => 0xff);

/** Octets put in behind the tag of the root; the header has four octets where there is no string table. */
function inside(category: OctetFlaw['category'], flaw: string, more: readonly number[]): OctetFlaw {
  return { category, flaw, spoil: (octets) => (octets[3] === 0 ? spliced(octets, 5, 0, more) : undefined) };
}

/** Other octets in the header: version, public identifier, charset, length of the string table. */
function head(category: OctetFlaw['category'], flaw: string, at: number, others: readonly number[]): OctetFlaw {
  return { category, flaw, spoil: (octets) => spliced(octets, at, 1, others) };
}

const times = (count: number, ...octets: number[]): readonly number[] =>
  Array.from({ length: count }, () => octets).flat();

/** A few of these have a megabyte when they are unfolded; they are made once. */
const DEEP = times(3_000, 0x44 | 0x40, 0x00);

export const WBXML_FLAWS: readonly OctetFlaw[] = [
  ...ANYWHERE,
  head('token', 'its version does not exist', 0, [0xff]),
  head('token', 'its public identifier does not exist', 1, [0xff, 0x7f]),
  head('token', 'its public identifier stands beyond the string table', 1, [0x00, 0x7f]),
  head('charset', 'its charset does not exist', 2, [0xce, 0x0f]),
  head('charset', 'its charset is not said', 2, [0x00]),
  head('charset', 'it says UTF-16 and is not', 2, [0x87, 0x77]),
  head('size', 'its string table is longer than the message', 3, HUGE),
  head('size', 'the length of its string table does not end', 3, ENDLESS),
  inside('token', 'a string stands beyond the string table', [STR_T, 0x7f]),
  inside('token', 'a string stands far beyond the string table', [STR_T, ...HUGE]),
  inside('size', 'a number does not end', [OPAQUE, ...ENDLESS]),
  inside('size', 'opaque data are longer than the message', [OPAQUE, ...HUGE]),
  inside('syntax', 'a string does not end', [STR_I, ...times(200, 0x61)]),
  inside('charset', 'a string is no UTF-8', [STR_I, 0xff, 0xfe, 0x00]),
  inside('token', 'a character does not exist', [ENTITY, ...HUGE]),
  inside('token', 'a character is half a pair', [ENTITY, 0x83, 0xb0, 0x00]),
  inside('token', 'a literal name stands beyond the string table', [LITERAL, 0x7f]),
  inside('token', 'a literal with content stands beyond the string table', [LITERAL_C, ...HUGE, END]),
  inside('token', 'a literal with attributes has none', [LITERAL_AC, 0x00, END]),
  inside('token', 'a tag does not exist', [0x3f]),
  inside('token', 'its code page does not exist', [0x00, 0xfe]),
  inside('token', 'an extension means nothing', [EXT_I_0, 0x61, 0x00]),
  inside('token', 'an extension of the table means nothing', [EXT_T_0, 0x05]),
  inside('token', 'an extension of one octet means nothing', [EXT_0]),
  inside('token', 'a processing instruction does not end', [PI, 0x05]),
  inside('structure', 'there are too many ends', [END, END, END, END]),
  inside('size', 'elements stand in each other 3000 deep', DEEP),
  inside('size', 'code pages change 50000 times', times(50_000, 0x00, 0x00)),
  inside('size', 'a string has 200000 letters', [STR_I, ...times(200_000, 0x61), 0x00]),
  {
    category: 'syntax',
    flaw: 'its last ends are missing',
    spoil: (octets, random) => octets.subarray(0, Math.max(5, octets.length - 1 - random.below(4))),
  },
  {
    category: 'syntax',
    flaw: 'octets follow its end',
    spoil: (octets) => spliced(octets, octets.length, 0, [0x05, 0x05]),
  },
];
