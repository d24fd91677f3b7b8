import { describe, expect, it } from 'vitest';
import { elementKeys } from '../../../protocol/messages/compile.ts';
import { read } from '../../../protocol/syntax/index.ts';
import { BREAKS, composed, pasted } from './compose.ts';

const make = (primitive: string) =>
  composed({ version: '1.2', primitive, session: 's1', user: 'wv:alice@example.com', transaction: 't1' });

describe('a composed message', () => {
  it('is valid for the requests that one sends most', () => {
    for (const name of ['Login-Request', 'SendMessage-Request', 'Polling-Request', 'KeepAlive-Request']) {
      const { findings } = read(pasted(make(name)), 'xml');
      expect(
        findings.filter(({ severity }) => severity === 'error').map(({ message }) => `${name}: ${message}`),
      ).toEqual([]);
    }
  });

  it('can be made of every element that names a request', () => {
    for (const name of elementKeys('1.2').filter((key) => key.endsWith('-Request'))) {
      expect(make(name)).toContain(`<${name}`);
    }
  });

  it('is broken on purpose', () => {
    const broken = new Map(BREAKS.map(([words, change]) => [words, change(make('Login-Request'), 'UserID')]));
    expect(broken.get('leave out')).not.toContain('UserID');
    expect(broken.get('double')?.match(/<UserID>/g)).toHaveLength(2);
    expect(broken.get('empty')).toContain('<UserID/>');
    expect(broken.get('unknown name')).toContain('<UserIDX>');
  });
});

describe('pasted text', () => {
  it('is octets where it is nothing but hexadecimal', () => {
    expect([...pasted('03 11\n6a')]).toEqual([3, 0x11, 0x6a]);
    expect(new TextDecoder().decode(pasted(' <a/> '))).toBe('<a/>');
  });
});
