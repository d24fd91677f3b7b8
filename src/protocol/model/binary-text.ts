/**
 * Octets that are not text, kept in a string. In WBXML an element may hold octets where XML has BASE64, also in several
 * parts with text between them, but a reader can only hand on a string. Each octet becomes one code unit from U+DC00 on: a
 * lone half of a surrogate pair, which the text of a document never contains.
 */
const BINARY = /(?<![\ud800-\udbff])[\udc00-\udcff]/;
const utf8 = new TextEncoder();

/** Stores octets in a string. */
export function binaryText(octets: Uint8Array, start: number, end: number): string {
  const units: string[] = [];
  for (let at = start; at < end; at++) units.push(String.fromCharCode(0xdc00 + (octets[at] ?? 0)));
  return units.join('');
}

/** True if a string holds octets that are not text. */
export function holdsBinary(text: string): boolean {
  return BINARY.test(text);
}

/** The octets of such a string: stored octets as they were, everything else in UTF-8. */
export function octetsOfText(text: string): Uint8Array {
  const octets: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc00 && code <= 0xdcff) octets.push(code - 0xdc00);
    else octets.push(...utf8.encode(character));
  }
  return Uint8Array.from(octets);
}
