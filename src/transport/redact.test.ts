import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { redact, redactor } from './redact.ts';
import type { Exchange } from './types.ts';

const SECRET = 'pa<ss&word';

function clean(text: string, secrets: readonly string[] = [SECRET]): string {
  const given = Buffer.from(text, 'latin1');
  const cleaned = redactor(secrets).octets(given);
  expect(cleaned.length).toBe(given.length);
  return Buffer.from(cleaned).toString('latin1');
}

describe('redaction', () => {
  it('covers a secret in XML in its escaped form, at the same length', () => {
    expect(clean('<SName>pa&lt;ss&amp;word</SName><B>b</B>')).toBe(`<SName>${'*'.repeat(17)}</SName><B>b</B>`);
  });

  it('covers a secret in WBXML, as a string of its own and in a string table', () => {
    expect(clean('\x01\x11\x6a\x0b\x00pa<ss&word\x00\x03pa<ss&word\x00\x01')).toBe(
      '\x01\x11\x6a\x0b\x00**********\x00\x03**********\x00\x01',
    );
  });

  it('covers a secret that WBXML writes in parts: a string, an entity, opaque data, another string', () => {
    const covered = clean('\x6a\x03pa<\x00\x02\x73\xc3\x03s&w\x03or\x00\x03d\x00\x01');
    expect(covered).toBe(`\x6a\x03${'*'.repeat(17)}\x00\x01`);
    expect(clean('\x03pa<\x00\x02\x73\xc3\x05s&wor\x03d\x00\x01')).not.toMatch(/pa<|s&w/);
  });

  it('covers base64 forms, alone and in the middle of more', () => {
    const secret = 'correct horse';
    const alone = btoa(secret);
    expect(clean(`<A>${alone}</A>`, [secret])).toBe(`<A>${'*'.repeat(alone.length)}</A>`);
    for (const lead of ['', 'u', 'us', 'use']) {
      const cleaned = clean(btoa(`${lead}${secret}:and more`), [secret]);
      const left = Buffer.from(cleaned.replace(/\*/g, 'A'), 'base64').toString('latin1');
      for (let i = 0; i + 4 <= secret.length; i++) expect(left).not.toContain(secret.slice(i, i + 4));
    }
  });

  it('covers the percent-encoded form', () => {
    expect(clean('POST /login?p=pa%3Css%26word HTTP/1.1')).toBe(`POST /login?p=${'*'.repeat(14)} HTTP/1.1`);
  });

  it('covers Password and DigestBytes in XML whatever stands there', () => {
    expect(
      clean('<Password>x</Password><DigestBytes>YWI=</DigestBytes><Password/><PasswordHint>a</PasswordHint>', []),
    ).toBe('<Password>*</Password><DigestBytes>****</DigestBytes><Password/><PasswordHint>a</PasswordHint>');
    expect(clean('<Password a="b">never ends', [])).toBe(`<Password a="b">${'*'.repeat(10)}`);
  });

  const references = (text: string, form: (code: number) => string) =>
    [...text].map((c) => form(c.codePointAt(0) ?? 0)).join('');
  const latin1 = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding).toString('latin1');
  const secret = 'Gru\u00df & "Z\u20ac" 7';
  const digest = (name: string) => createHash(name).update(secret, 'utf8').digest();

  it.each([
    ['decimal references', references(secret, (code) => `&#${code};`)],
    ['references with zeros', references(secret, (code) => `&#000${code};`)],
    ['hexadecimal references', references(secret, (code) => `&#x${code.toString(16)};`)],
    ['hexadecimal references, upper case', references(secret, (code) => `&#X${code.toString(16).toUpperCase()};`)],
    ['a reference here and there', latin1(secret, 'utf8').replace('7', '&#x37;').replace('G', '&#71;')],
    ['named references', latin1(secret, 'utf8').replace('&', '&amp;').replaceAll('"', '&quot;')],
    ['references within references', references(secret, (code) => `&amp;#${code};`)],
    ['percent-encoding', encodeURIComponent(secret)],
    ['percent-encoding, lower case', encodeURIComponent(secret).toLowerCase().replace('gru', 'Gru').replace('z', 'Z')],
    ['percent-encoding of a form', new URLSearchParams({ a: secret }).toString().slice(2)],
    ['percent-encoding of every octet', [...Buffer.from(secret)].map((o) => `%${o.toString(16)}`).join('')],
    ['backslash escapes', references(secret, (code) => `\\u${code.toString(16).padStart(4, '0')}`)],
    ['text of JSON', latin1(JSON.stringify(secret).slice(1, -1), 'utf8')],
    ['UTF-16', latin1(secret, 'utf16le')],
    ['UTF-16, high octet first', Buffer.from(secret, 'utf16le').swap16().toString('latin1')],
    ['hexadecimal', Buffer.from(secret).toString('hex')],
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64 of addresses', Buffer.from(secret).toString('base64url')],
    ...['md5', 'sha1', 'sha256', 'sha384', 'sha512'].flatMap((name) => [
      [`${name}, hexadecimal`, digest(name).toString('hex')],
      [`${name}, upper case`, digest(name).toString('hex').toUpperCase()],
      [`${name}, base64`, digest(name).toString('base64').replace(/=+$/, '')],
    ]),
  ])('covers a secret in disguise: %s', (_, disguised = '') => {
    expect(clean(`<A>${disguised}</A>`, [secret])).toBe(`<A>${'*'.repeat(disguised.length)}</A>`);
  });

  it('covers character entities of WBXML', () => {
    expect(clean('\x03\x02\x47\x02\x72\x02\x75\x02\x81\x5f\x00', ['Gru\u00df'])).toBe(`\x03${'*'.repeat(9)}\x00`);
  });

  it('leaves what only resembles a secret', () => {
    for (const near of ['Gruss', 'gru\u00df & "Z\u20ac" 7', 'd41d8cd98f00b204e9800998ecf8427e', '&#71;&#114;&#117;']) {
      const text = Buffer.from(near).toString('latin1');
      expect(clean(text, [secret])).toBe(text);
    }
  });

  it('covers Password and DigestBytes with a prefix, attributes or CDATA', () => {
    expect(
      clean('<p:Password>a</p:Password><DigestBytes a="b"><![CDATA[<x>]]></DigestBytes><Password a="b"/>', []),
    ).toBe(`<p:Password>*</p:Password><DigestBytes a="b">${'*'.repeat(15)}</DigestBytes><Password a="b"/>`);
  });

  it('leaves very short texts alone outside those elements', () => {
    expect(clean('<UserID>abc</UserID><Password>abc</Password>', ['abc'])).toBe(
      '<UserID>abc</UserID><Password>***</Password>',
    );
  });

  it('does not copy what holds no secret', () => {
    const octets = Buffer.from('<Poll>T</Poll>');
    expect(redactor([SECRET]).octets(octets)).toBe(octets);
  });

  it('covers queries and headers that are named, however short', () => {
    const request = {
      method: 'POST',
      url: 'http://x/imps?k=1',
      headers: [['X-Key', '1']] as const,
      body: Buffer.from('1'),
      raw: Buffer.from('POST /imps?k=1 HTTP/1.1\r\nx-key: 1\r\n\r\n1'),
    };
    const given = { number: 1, party: 'a', bearer: 'http', request, response: undefined, failure: undefined } as const;
    const exchange: Exchange = { ...given, sentAt: 0, answeredAt: undefined, connection: undefined };
    const cleaned = redactor([], ['X-Key']).exchange(exchange).request;
    expect(cleaned.url).toBe('http://x/imps?***');
    expect(cleaned.headers).toEqual([['X-Key', '*']]);
    expect(Buffer.from(cleaned.raw ?? []).toString()).toBe('POST /imps?*** HTTP/1.1\r\nx-key: *\r\n\r\n1');
  });

  it('covers credentials in headers, failures and hand-made requests', () => {
    const exchange: Exchange = {
      number: 1,
      party: 'alice',
      bearer: 'http',
      request: {
        method: 'POST',
        url: 'http://x/?p=opensesame',
        headers: [
          ['Authorization', 'Basic dTpw'],
          ['X-Note', 'it is opensesame'],
        ],
        body: Buffer.from('opensesame'),
        raw: Buffer.from('POST / HTTP/1.1\r\nProxy-Authorization: Basic dTpw\r\nHost: x\r\n\r\nopensesame'),
      },
      response: undefined,
      failure: { cause: 'not-http', message: 'it begins with "opensesame"' },
      partial: { status: 200, reason: 'OK', headers: [['Set-Cookie', 'a=b']], body: Buffer.from('say opensesame') },
      sentAt: 0,
      answeredAt: undefined,
      connection: '1',
    };
    const cleaned = redact(exchange, ['opensesame']);
    expect(cleaned.request.headers).toEqual([
      ['Authorization', 'Basic ****'],
      ['X-Note', 'it is **********'],
    ]);
    expect(Buffer.from(cleaned.request.raw ?? []).toString()).toBe(
      'POST / HTTP/1.1\r\nProxy-Authorization: **********\r\nHost: x\r\n\r\n**********',
    );
    expect(JSON.stringify({ ...cleaned, body: Buffer.from(cleaned.partial?.body ?? []).toString() })).not.toContain(
      'opensesame',
    );
    expect(cleaned.partial?.headers).toEqual([['Set-Cookie', '***']]);
    expect(Buffer.from(exchange.request.body).toString()).toBe('opensesame');
  });
});
