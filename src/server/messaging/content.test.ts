import { describe, expect, it } from 'vitest';
import type { Value } from '../../protocol/messages/infer.ts';
import { Refusal } from '../element.ts';
import { messageContent } from './content.ts';

type Info = { ContentType?: string; ContentEncoding?: string; ContentSize?: number };

function content(info: Info, data: string | undefined, largest = 1_000, wrongSize: 'take' | 'refuse' = 'refuse') {
  return messageContent(info as Value<'MessageInfo'>, data, largest, wrongSize);
}
function refusal(info: Info, data: string | undefined, largest = 1_000): string {
  try {
    content(info, data, largest);
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: ${error.description}`;
    throw error;
  }
  return 'accepted';
}

describe('the content of a message', () => {
  it('is plain text of no encoding unless it says otherwise', () => {
    expect(content({}, 'gr\u00fc\u00df')).toEqual({
      contentType: 'text/plain',
      encoding: 'None',
      octets: 6,
      size: 6,
      data: 'gr\u00fc\u00df',
    });
    expect(content({ ContentEncoding: 'none' }, 'a').encoding).toBe('None');
    expect(content({}, undefined)).toMatchObject({ octets: 0, size: 0, data: undefined });
  });

  it('counts octets before transfer encoding, white space in BASE64 aside', () => {
    const octets = Buffer.from('any octets\u0000\u00ff');
    const data = octets.toString('base64');
    expect(content({ ContentEncoding: 'BASE64' }, data).octets).toBe(octets.length);
    expect(content({ ContentEncoding: 'base64' }, data.replace(/(.{5})/g, '$1\r\n')).octets).toBe(octets.length);
    for (const [text, length] of [
      ['', 0],
      ['/w==', 1],
      ['//8=', 2],
      ['////', 3],
    ] as const) {
      expect(content({ ContentEncoding: 'BASE64' }, text).octets).toBe(length);
    }
  });

  it.each([
    'a',
    'ab',
    'abc',
    'ab=c',
    '====',
    'Zm9v!',
    'Zm9vYg=',
    'Zm9vYg===',
    'Zm-v',
    'Zm_v',
    '\u00e9\u00e9\u00e9\u00e9',
    '<a/>',
  ])('in BASE64 is refused where it is none: %s', (data) => {
    expect(refusal({ ContentEncoding: 'BASE64' }, data)).toBe('402: ContentData is not BASE64');
  });

  it('is refused in an encoding nobody knows', () => {
    expect(refusal({ ContentEncoding: 'gzip' }, 'x')).toBe(
      '402: ContentEncoding gzip is not known here; None and BASE64 are',
    );
  });

  it.each(['text', 'text/', '/plain', 'text plain', 'text/plain,text/html', '\u00fc/x', ''])(
    'is refused under what is no media type: "%s"',
    (ContentType) => {
      expect(refusal({ ContentType }, 'x')).toBe('402: ContentType is no media type');
    },
  );

  it.each(['text/plain; charset=utf-8', 'application/vnd.oma.x+xml', 'multipart/mixed;boundary="a b"', 'IMAGE/GIF'])(
    'keeps its media type as it was written: %s',
    (ContentType) => {
      expect(content({ ContentType }, 'x').contentType).toBe(ContentType);
    },
  );

  it('takes each reading of ContentSize and hands on the octets (AMB-068)', () => {
    const text = 'a\u{1f44d}\u00fc';
    // octets, UTF-16 units, characters
    for (const ContentSize of [7, 4, 3]) expect(content({ ContentSize }, text).size).toBe(7);
    const data = Buffer.alloc(30).toString('base64');
    for (const ContentSize of [30, 40]) {
      expect(content({ ContentEncoding: 'BASE64', ContentSize }, data)).toMatchObject({
        octets: 30,
        size: 30,
      });
    }
  });

  it('corrects any ContentSize', () => {
    for (const ContentSize of [0, 1, 4_294_967_295]) {
      expect(content({ ContentSize }, 'x'.repeat(100), 1_000, 'take').size).toBe(100);
    }
  });

  it('where wrong ones are refused, corrects one that is a little wrong and refuses one of other content', () => {
    const text = 'x'.repeat(100);
    for (const ContentSize of [98, 99, 101, 102]) expect(content({ ContentSize }, text).size).toBe(100);
    for (const ContentSize of [0, 97, 103, 4_294_967_295]) {
      expect(refusal({ ContentSize }, text)).toBe(`402: ContentSize says ${ContentSize}, the content has 100 octets`);
    }
    expect(content({ ContentSize: 12 }, undefined).size).toBe(12);
  });

  it('is refused above the limit, however it is encoded', () => {
    expect(content({}, 'x'.repeat(10), 10).octets).toBe(10);
    expect(refusal({}, 'x'.repeat(11), 10)).toBe('402: the content is larger than the 10 octets carried here');
    expect(content({ ContentEncoding: 'BASE64' }, Buffer.alloc(10).toString('base64'), 10).octets).toBe(10);
    expect(refusal({ ContentEncoding: 'BASE64' }, Buffer.alloc(11).toString('base64'), 10)).toMatch(/^402/);
  });

  it('is judged at once, however long the rubbish is', () => {
    // Backtracking over any of these would outlast every bound of a test.
    for (const data of ['A'.repeat(1_000_001), `${'A'.repeat(999_999)}!`, '='.repeat(1_000_000)]) {
      expect(refusal({ ContentEncoding: 'BASE64' }, data, 500_000)).toMatch(/^402/);
    }
    expect(content({ ContentEncoding: 'BASE64' }, ' \n'.repeat(500_000), 500_000).octets).toBe(0);
    refusal({ ContentType: `a/${'b'.repeat(500_000)} ` }, 'x');
    refusal({ ContentType: ';'.repeat(500_000) }, 'x');
  });
});
