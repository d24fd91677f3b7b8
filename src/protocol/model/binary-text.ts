/**
 * Octets that are no text, kept within text. WBXML lets an element hold octets where XML has BASE64, also in several parts
 * with text between; a reader has only text to hand on. Each octet stands as one unit from U+DC00 on, a half of a surrogate
 * pair without its other half, which no text of a document has.
 */
const BINARY = /(?<![\ud800-\udbff])[\udc00-\udcff]/;
const utf8 = new TextEncoder();

/** Octets as text that holds them. */
export function binaryText(octets: Uint8Array, start: number, end: number): string {
  const units: string[] = [];
  for (let at = start; at < end; at++) units.push(String.fromCharCode(0xdc00 + (octets[at] ?? 0)));
  return units.join('');
}

/** Whether a text holds octets that are no text. */
export function holdsBinary(text: string): boolean {
  return BINARY.test(text);
}

/** The octets of a text that may hold some that are no text: those, and all else in UTF-8. */
export function octetsOfText(text: string): Uint8Array {
  const octets: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc00 && code <= 0xdcff) octets.push(code - 0xdc00);
    else octets.push(...utf8.encode(character));
  }
  return Uint8Array.from(octets);
}
