/**
 * MD4 (RFC 1320), for four-way login with clients of the time; current OpenSSL no longer offers it. The simulated client
 * has an implementation of its own: the two shall not agree on the same mistake.
 */

const SHIFTS = [
  [3, 7, 11, 19],
  [3, 5, 9, 13],
  [3, 9, 11, 15],
] as const;
const ORDER = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
] as const;
const CONSTANTS = [0, 0x5a827999, 0x6ed9eba1] as const;

function mix(round: number, x: number, y: number, z: number): number {
  if (round === 0) return (x & y) | (~x & z);
  if (round === 1) return (x & y) | (x & z) | (y & z);
  return x ^ y ^ z;
}

function padded(message: Uint8Array): DataView {
  const length = ((message.length + 8) >> 6) + 1;
  const bytes = new Uint8Array(length * 64);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 8, (message.length << 3) >>> 0, true);
  view.setUint32(bytes.length - 4, message.length >>> 29, true);
  return view;
}

/** The 16 octets of the MD4 digest. */
export function md4(message: Uint8Array): Uint8Array {
  const view = padded(message);
  const state: [number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = state;
    for (let round = 0; round < 3; round++) {
      const order = ORDER[round] ?? ORDER[0];
      const shifts = SHIFTS[round] ?? SHIFTS[0];
      for (const [i, index] of order.entries()) {
        const word = view.getUint32(block + index * 4, true);
        const sum = (a + mix(round, b, c, d) + word + (CONSTANTS[round] ?? 0)) | 0;
        const shift = shifts[i & 3] ?? 0;
        const rotated = (sum << shift) | (sum >>> (32 - shift));
        [a, b, c, d] = [d, rotated, b, c];
      }
    }
    state[0] = (state[0] + a) | 0;
    state[1] = (state[1] + b) | 0;
    state[2] = (state[2] + c) | 0;
    state[3] = (state[3] + d) | 0;
  }
  const digest = new DataView(new ArrayBuffer(16));
  for (const [i, word] of state.entries()) digest.setUint32(i * 4, word >>> 0, true);
  return new Uint8Array(digest.buffer);
}
