import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestBytes } from './digest.ts';
import { md4 } from './md4.ts';

const hex = (text: string) => Buffer.from(md4(new TextEncoder().encode(text))).toString('hex');

describe('MD4', () => {
  // RFC 1320, appendix A.5.
  it.each([
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
    ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
    ['message digest', 'd9130a8164549fe818874806e1c7014b'],
    ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '043f8582f241db351ce627e153e7f0e4'],
    [
      '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
      'e33b4ddc9c38f2199c3e7b164fcc0536',
    ],
  ])('of "%s"', (text, digest) => {
    expect(hex(text)).toBe(digest);
  });

  it('differs for every length around the block size', () => {
    const digests = new Set(Array.from({ length: 130 }, (_, n) => hex('x'.repeat(n))));
    expect(digests.size).toBe(130);
  });
});

describe('DigestBytes', () => {
  it('is base64 of the hash over the nonce followed by the password', () => {
    expect(digestBytes('MD5', 'nonce', 'pässword')).toBe(createHash('md5').update('noncepässword').digest('base64'));
    expect(digestBytes('SHA', 'n', 'p')).toBe(createHash('sha1').update('np').digest('base64'));
    expect(digestBytes('MD4', 'a', 'bc')).toBe(
      Buffer.from('a448017aaf21d8525fc10ae87aa6729d', 'hex').toString('base64'),
    );
  });

  it.each(['MD6', 'PWD', 'SHA-512'])('cannot be made with %s', (schema) => {
    expect(() => digestBytes(schema, 'n', 'p')).toThrow(
      `no digest can be made with the schema "${schema}": MD5, SHA, MD4`,
    );
  });
});
