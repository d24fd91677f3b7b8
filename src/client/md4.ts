/**
 * MD4 (RFC 1320), which current OpenSSL does not offer any more. Broken as a hash and needed all the same: it is one of
 * the digest schemas of the four-way login.
 */

const SHIFTS = [
  [3, 7, 11, 19],
  [3, 5, 9, 13],
  [3, 9, 11, 15],
] as const;
const ORDERS = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
] as const;
const CONSTANTS = [0, 0x5a827999, 0x6ed9eba1] as const;

/** The function of a round (RFC 1320, 3.4). */
function mix(round: number, x: number, y: number, z: number): number {
  if (round === 0) return (x & y) | (~x & z);
  if (round === 1) return (x & y) | (x & z) | (y & z);
  return x ^ y ^ z;
}

/** Padding: one bit, zeros, and the length in bits as 64 bits, lowest octet first. */
function padded(octets: Uint8Array): DataView {
  const length = ((octets.length + 8) >> 6) * 64 + 64;
  const buffer = new Uint8Array(length);
  buffer.set(octets);
  buffer[octets.length] = 0x80;
  const view = new DataView(buffer.buffer);
  view.setUint32(length - 8, (octets.length << 3) >>> 0, true);
  view.setUint32(length - 4, Math.floor(octets.length / 0x20000000), true);
  return view;
}

/** The 16 octets of the MD4 digest. */
export function md4(octets: Uint8Array): Uint8Array {
  const input = padded(octets);
  let [a, b, c, d] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let block = 0; block < input.byteLength; block += 64) {
    const before = [a, b, c, d] as const;
    for (let round = 0; round < 3; round++) {
      const order = ORDERS[round] ?? ORDERS[0];
      const shifts = SHIFTS[round] ?? SHIFTS[0];
      const constant = CONSTANTS[round] ?? 0;
      for (let step = 0; step < 16; step++) {
        const word = input.getUint32(block + (order[step] ?? 0) * 4, true);
        const sum = (a + mix(round, b, c, d) + word + constant) | 0;
        const shift = shifts[step & 3] ?? 0;
        [a, b, c, d] = [d, (sum << shift) | (sum >>> (32 - shift)), b, c];
      }
    }
    a = (a + before[0]) | 0;
    b = (b + before[1]) | 0;
    c = (c + before[2]) | 0;
    d = (d + before[3]) | 0;
  }
  const digest = new DataView(new ArrayBuffer(16));
  [a, b, c, d].forEach((word, i) => {
    digest.setUint32(i * 4, word, true);
  });
  return new Uint8Array(digest.buffer);
}
