import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineBuffer } from './lines.ts';
import { readNotice, writeNotice } from './notice.ts';
import { packSeptets, portHeader, pushedCir, standaloneCir, unpackSeptets } from './short-message.ts';
import { readWspPush, WspError, writeCirPush } from './wsp-push.ts';

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex');
const octets = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const NOTICE = 'WVCI 1.2 ck4711';

describe('the text of a CIR', () => {
  it('is written with single spaces and read with any version', () => {
    expect(writeNotice({ version: '1.2', cookie: 'ck4711' })).toBe(NOTICE);
    expect(readNotice('WVCI 9.9 wv:nokia.1\r\n')).toEqual({ version: '9.9', cookie: 'wv:nokia.1' });
  });

  it.each(['', 'WVCI', 'WVCI 1.2', 'WVCI  1.2 x', 'wvci 1.2 x', 'WVCI 1.2 x y', 'XWVCI 1.2 x'])('is not %j', (text) => {
    expect(readNotice(text)).toBeUndefined();
  });
});

describe('lines of a stream', () => {
  it('come whole, however the segments are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 20 })), fc.array(fc.nat({ max: 60 })), (texts, cuts) => {
        const lines = texts.map((text) => `${text.replaceAll(/[\r\n]/g, '')}\r\n`);
        const all = Buffer.from(lines.join(''));
        const buffer = new LineBuffer(1_000);
        const read: string[] = [];
        const at = [0, ...cuts.map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b), all.length];
        at.slice(1).forEach((end, index) => {
          for (const line of buffer.push(all.subarray(at[index], end)) ?? []) read.push(Buffer.from(line).toString());
        });
        expect(read).toEqual(lines);
        expect(buffer.rest).toHaveLength(0);
      }),
      { numRuns: 50 },
    );
  });

  it('are given up when they grow too long, ended or not', () => {
    const fill = (length: number) => new Uint8Array(length).fill(0x41);
    const buffer = new LineBuffer(10);
    expect(buffer.push(fill(10))).toEqual([]);
    expect(buffer.rest).toHaveLength(10);
    expect(buffer.push(fill(1))).toBeUndefined();
    expect(new LineBuffer(10).push(Buffer.from(`${'A'.repeat(10)}\n`))).toBeUndefined();
  });
});

describe('a CIR as WAP push', () => {
  it('is the datagram of a push proxy, octet for octet', () => {
    const written = octets(`01 06 03 C6 AF 8A ${hex(Buffer.from(NOTICE))}`);
    expect(hex(writeCirPush(NOTICE, 1))).toBe(hex(written));
    const read = readWspPush(written);
    expect(read).toMatchObject({ transactionId: 1, contentType: 'application/vnd.wv.csp.cir' });
    expect(read.headers.get('x-wap-application-id')).toBe('x-wap-application:wv.ua');
    expect(Buffer.from(read.body).toString()).toBe(NOTICE);
  });

  it('is read with types and names as text, with parameters, and with other headers', () => {
    const type = hex(Buffer.from('application/vnd.wv.csp.cir\0'));
    const id = hex(Buffer.from('X-Wap-Application-Id\0x-wap-application:wv.ua\0'));
    const length = (27 + 2 + 45).toString(16);
    const read = readWspPush(octets(`09 06 ${length} ${type} 8D 81 ${id}`));
    expect(read.contentType).toBe('application/vnd.wv.csp.cir');
    expect(read.headers.get('x-wap-application-id')).toBe('x-wap-application:wv.ua');
    const withCharset = readWspPush(octets('01 06 06 03 C6 81 EA AF 8A 57'));
    expect(withCharset.contentType).toBe('application/vnd.wv.csp.cir');
  });

  it.each(['', '01', '01 05 00', '01 06', '01 06 05 C6', '01 06 02 C6 AF', '01 06 81 81 81 81 81', '01 06 02 41 42'])(
    'breaks off or is something else: %s',
    (text) => {
      expect(() => readWspPush(octets(text))).toThrow(WspError);
    },
  );
});

describe('a CIR as short message', () => {
  it('is packed in septets behind a header with the port', () => {
    const message = standaloneCir('+358401234567', NOTICE);
    expect(hex(message.data)).toBe('57eb30098ab964a0f19a768bc500');
    expect(hex(portHeader(message))).toBe('0605040e840000');
    expect(hex(packSeptets('HELO s-0815'))).toBe('c822f3099ab760b8580d');
  });

  it('is the push as it stands in the form of WAP push', () => {
    const message = pushedCir('1', writeCirPush(NOTICE, 1));
    expect([hex(portHeader(message)), message.coding]).toEqual(['0605040b8423f0', 'octets']);
  });

  it('comes back from its septets, the padding taken off', () => {
    const alphabet = [...'ABCxyz019.:-_$ /@'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 60 }), (characters) => {
        const text = `${characters.join('')}x`;
        expect(unpackSeptets(packSeptets(text))).toBe(text);
      }),
      { numRuns: 50 },
    );
    expect(() => packSeptets('WVCI 1.2 ^')).toThrow(RangeError);
  });
});
