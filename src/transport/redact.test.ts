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

  it('leaves very short texts alone outside those elements', () => {
    expect(clean('<UserID>abc</UserID><Password>abc</Password>', ['abc'])).toBe(
      '<UserID>abc</UserID><Password>***</Password>',
    );
  });

  it('does not copy what holds no secret', () => {
    const octets = Buffer.from('<Poll>T</Poll>');
    expect(redactor([SECRET]).octets(octets)).toBe(octets);
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
