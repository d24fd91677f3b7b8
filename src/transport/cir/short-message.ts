/**
 * A CIR as a short message (transport reference, 6.5 and 6.6): user data behind a header that names application ports,
 * packed in septets for the standalone form, a WSP push in 8-bit data for WAP push. A carrier takes it to the number.
 */

/** Application port of standalone CIRs. */
export const SMS_CIR_PORT = 3716;
/** WDP port of WAP push, as for datagrams. */
const WAP_PUSH_PORT = 2948;
/** Source port of pushes: connectionless WSP. */
const WSP_PORT = 9200;

export interface CirShortMessage {
  /** The telephone number of the client. */
  readonly to: string;
  readonly destinationPort: number;
  readonly sourcePort: number;
  /** `septets`: text of the GSM default alphabet, packed; `octets`: 8-bit data. */
  readonly coding: 'septets' | 'octets';
  /** The user data without its header. */
  readonly data: Uint8Array;
}

/** Takes short messages to telephone numbers: a short-message centre. */
export interface ShortMessageCarrier {
  send(message: CirShortMessage): void;
}

/** The standalone form: the text of the CIR in septets. */
export function standaloneCir(to: string, notice: string): CirShortMessage {
  return { to, destinationPort: SMS_CIR_PORT, sourcePort: 0, coding: 'septets', data: packSeptets(notice) };
}

/** The form of WAP push: a WSP push as it stands. */
export function pushedCir(to: string, push: Uint8Array): CirShortMessage {
  return { to, destinationPort: WAP_PUSH_PORT, sourcePort: WSP_PORT, coding: 'octets', data: push };
}

/** The user data header for both ports, 16 bits each: `06 05 04 dd dd ss ss`. */
export function portHeader({ destinationPort: to, sourcePort: from }: CirShortMessage): Uint8Array {
  return new Uint8Array([0x06, 0x05, 0x04, to >> 8, to & 0xff, from >> 8, from & 0xff]);
}

/** Characters of the GSM default alphabet whose septet differs from their ASCII code, of those a CIR can hold. */
const DIFFERENT: readonly (readonly [character: string, septet: number])[] = [
  ['@', 0x00],
  ['$', 0x02],
  ['_', 0x11],
];
const TO_SEPTET = new Map(DIFFERENT);
const TO_CHARACTER = new Map(DIFFERENT.map(([character, septet]) => [septet, character]));
/** ASCII characters that the default alphabet has at their own place. */
const SAME = /^[ -#%-?A-Za-z\r\n]$/;

/**
 * Packs text into septets.
 * @throws RangeError for a character outside the alphabet: such a cookie cannot be carried.
 */
export function packSeptets(text: string): Uint8Array {
  const octets = new Uint8Array(Math.ceil((text.length * 7) / 8));
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    const septet = TO_SEPTET.get(character) ?? (SAME.test(character) ? character.charCodeAt(0) : undefined);
    if (septet === undefined) throw new RangeError(`"${character}" is not in the GSM default alphabet`);
    const bit = index * 7;
    const at = bit >> 3;
    const shift = bit & 7;
    octets[at] = (octets[at] ?? 0) | ((septet << shift) & 0xff);
    if (shift > 1) octets[at + 1] = septet >> (8 - shift);
  }
  return octets;
}

/**
 * Unpacks septets. Where seven bits are left over, nobody can tell a padding from a last `@`: one trailing `@` of that
 * kind is taken off.
 */
export function unpackSeptets(octets: Uint8Array): string {
  const count = Math.floor((octets.length * 8) / 7);
  let text = '';
  for (let index = 0; index < count; index++) {
    const bit = index * 7;
    const at = bit >> 3;
    const shift = bit & 7;
    const septet = (((octets[at] ?? 0) | ((octets[at + 1] ?? 0) << 8)) >> shift) & 0x7f;
    text += TO_CHARACTER.get(septet) ?? String.fromCharCode(septet);
  }
  return octets.length % 7 === 0 && text.endsWith('@') ? text.slice(0, -1) : text;
}
