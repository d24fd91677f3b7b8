import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestFits, digestOf, sameSecret } from './digest.ts';
import { md4 } from './md4.ts';

describe('MD4', () => {
  // The test suite of RFC 1320, appendix A.5.
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
  ])('of %j', (text, hex) => {
    expect(Buffer.from(md4(Buffer.from(text))).toString('hex')).toBe(hex);
  });
});

describe('digest of a login', () => {
  it('is base64 of the hash over nonce, then password', () => {
    const md5 = createHash('md5').update('n0ncesecret').digest('base64');
    const sha = createHash('sha1').update('n0ncesecret').digest('base64');
    expect(digestOf('MD5', 'n0nce', 'secret')).toBe(md5);
    expect(digestOf('SHA', 'n0nce', 'secret')).toBe(sha);
    expect(digestOf('MD4', 'n0nce', 'secret')).toBe(Buffer.from(md4(Buffer.from('n0ncesecret'))).toString('base64'));
    expect(digestOf('PWD', 'n0nce', 'secret')).toBe(Buffer.from('secret').toString('base64'));
  });

  it('fits with white space inside, and with nothing else', () => {
    const right = digestOf('MD5', 'n0nce', 'pässword');
    expect(digestFits('MD5', 'n0nce', 'pässword', ` ${right.slice(0, 8)}\n${right.slice(8)} `)).toBe(true);
    expect(digestFits('MD5', 'other', 'pässword', right)).toBe(false);
    expect(digestFits('SHA', 'n0nce', 'pässword', right)).toBe(false);
    expect(digestFits('MD5', 'n0nce', 'pässword', '')).toBe(false);
  });
});

it('compares secrets of any length', () => {
  expect(sameSecret('abc', 'abc')).toBe(true);
  expect(sameSecret('abc', 'abcd')).toBe(false);
  expect(sameSecret('', '')).toBe(true);
});
