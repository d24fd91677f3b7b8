/** The forms in which a secret text may stand in a message, for octets that are read as Latin-1. */
import { createHash } from 'node:crypto';

/** Shortest value that is searched for as text: a shorter one would cover too much that is no secret. */
const SHORTEST = 4;
/** Digests in which a server may return a password in disguise. */
const DIGESTS = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'];
const NAMED: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

export interface SecretForms {
  /** The secret itself, escaped, and encoded as a whole: texts that are searched for in every message. */
  readonly literals: readonly string[];
  /** Beginnings of a disguise; without one of them, `disguised` is not searched for. Regular expressions. */
  readonly triggers: readonly string[];
  /** Any mixture of characters and references to them; made when it is needed. A regular expression. */
  disguised(): string;
  /** Digests in base64 and, in lower case, in hexadecimal. */
  readonly digests: readonly string[];
}

/** Octets between the parts of a text that WBXML writes in several: the end of a string, the head of the next part. */
const BETWEEN_PARTS = '(?:\\x00?(?:\\x03|\\xc3[\\x80-\\xff]*[\\x00-\\x7f])|\\x00)?';

const NOTHING: SecretForms = { literals: [], triggers: [], disguised: () => '(?!)', digests: [] };

/** The forms of a secret. A very short one has none. */
export function formsOf(secret: string): SecretForms {
  const plain = Buffer.from(secret, 'utf8');
  if (plain.length < SHORTEST) return NOTHING;
  const wide = Buffer.from(secret, 'utf16le');
  const lower = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const hexadecimal = plain.toString('hex');
  const literals = [
    ...[secret, JSON.stringify(secret).slice(1, -1), lower, lower.replace(/"/g, '&quot;').replace(/'/g, '&apos;')].map(
      (text) => latin1(Buffer.from(text)),
    ),
    secret,
    latin1(wide),
    latin1(Buffer.from(wide).swap16()),
    hexadecimal,
    hexadecimal.toUpperCase(),
    plain.toString('base64'),
    plain.toString('base64url'),
    ...embeddedBase64(plain),
  ];
  const first = String.fromCodePoint(secret.codePointAt(0) ?? 0);
  const digests = DIGESTS.map((name) => createHash(name).update(plain).digest());
  return {
    literals: [...new Set(literals)].filter((text) => /^[\0-\xff]*$/.test(text)),
    triggers: [
      '&(?:amp;)*#',
      '%[0-9A-Fa-f]{2}',
      '\\\\u',
      `\\x02${literally(latin1(multiByte(first.codePointAt(0) ?? 0)))}`,
      '\\x00[\\x02\\x03\\xc3]',
    ],
    disguised: () => [...secret].map(characterForms).join(BETWEEN_PARTS),
    digests: digests.flatMap((d) => [d.toString('hex'), unpadded(d, 'base64'), unpadded(d, 'base64url')]),
  };
}

/**
 * A character as it stands, in Latin-1, percent-encoded, as a backslash escape, or as a reference of XML or WBXML: any
 * mixture of these is the secret still.
 */
function characterForms(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const octets = Buffer.from(character, 'utf8');
  const forms = [literally(latin1(octets))];
  if (code > 0x7f && code <= 0xff) forms.push(literally(character));
  forms.push([...octets].map((octet) => `%${anyCase(octet.toString(16).padStart(2, '0'))}`).join(''));
  if (character === ' ') forms.push('\\+');
  const name = NAMED[character];
  forms.push(`&(?:amp;)*(?:#0*${code}|#[xX]0*${anyCase(code.toString(16))}${name === undefined ? '' : `|${name}`});`);
  if (code <= 0xffff) forms.push(`\\\\(?:u${anyCase(code.toString(16).padStart(4, '0'))})`);
  if ('"\\/'.includes(character)) forms.push(`\\\\${literally(character)}`);
  forms.push(`\\x02${literally(latin1(multiByte(code)))}`);
  return `(?:${forms.join('|')})`;
}

/** An unsigned number as WBXML writes it, 7 bits an octet: a character entity is 02 and its code. */
function multiByte(code: number): Buffer {
  const octets = [code & 0x7f];
  for (let rest = code >> 7; rest > 0; rest >>= 7) octets.unshift((rest & 0x7f) | 0x80);
  return Buffer.from(octets);
}

/** Constant part of the base64 form of a secret amid other octets, for each of 3 phases; at least 8 characters. */
function embeddedBase64(plain: Buffer): string[] {
  const found: string[] = [];
  for (let phase = 0; phase < 3; phase++) {
    const padded = Buffer.concat([Buffer.alloc(phase), plain]);
    const text = unpadded(padded, 'base64');
    const skip = phase === 0 ? 0 : phase + 1;
    const spare = padded.length % 3 === 0 ? 0 : 1;
    const part = text.slice(skip, text.length - spare);
    if (part.length >= 8) found.push(part, part.replace(/\+/g, '-').replace(/\//g, '_'));
  }
  return found;
}

function unpadded(octets: Buffer, encoding: 'base64' | 'base64url'): string {
  return octets.toString(encoding).replace(/=+$/, '');
}
function latin1(octets: Buffer): string {
  return octets.toString('latin1');
}
/** A text as a regular expression that matches it. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
function anyCase(hexadecimal: string): string {
  return hexadecimal.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
