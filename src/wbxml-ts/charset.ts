/** The character sets a document can be in. */
export const CHARSETS = ['utf-8', 'us-ascii', 'iso-8859-1', 'utf-16', 'utf-16be', 'utf-16le'] as const;
export type Charset = (typeof CHARSETS)[number];

/** MIBenum numbers of the IANA registry of character sets. */
const MIB_ENUM: Readonly<Record<Charset, number>> = {
  'us-ascii': 3,
  'iso-8859-1': 4,
  'utf-8': 106,
  'utf-16be': 1013,
  'utf-16le': 1014,
  'utf-16': 1015,
};

/** The number a character set has in a header. */
export function mibEnumOf(charset: Charset): number {
  return MIB_ENUM[charset];
}

/** The character set of a number, undefined for those this codec does not read. */
export function charsetOf(mibEnum: number): Charset | undefined {
  if (mibEnum === 106) return 'utf-8';
  return CHARSETS.find((charset) => MIB_ENUM[charset] === mibEnum);
}

/** True where a code unit, and so the terminating zero of a string, takes two octets. */
export function isWide(charset: Charset): boolean {
  return charset === 'utf-16' || charset === 'utf-16be' || charset === 'utf-16le';
}
