import { describe, expect, it } from 'vitest';
import { parseDoctype } from './prolog.ts';

describe('the parts of a DOCTYPE', () => {
  it('are read in all their forms', () => {
    const none = { publicId: undefined, systemId: undefined, internalSubset: false };
    expect(parseDoctype(' A')).toEqual({ ...none, name: 'A' });
    expect(parseDoctype(' A PUBLIC "p"')).toEqual({ ...none, name: 'A', publicId: 'p' });
    expect(parseDoctype(` A\nPUBLIC 'p' "" `)).toEqual({ ...none, name: 'A', publicId: 'p', systemId: '' });
    expect(parseDoctype(' A SYSTEM "s" [ <!ELEMENT A ANY> ]')).toEqual({
      ...none,
      name: 'A',
      systemId: 's',
      internalSubset: true,
    });
    expect(parseDoctype(' A[]')).toEqual({ ...none, name: 'A', internalSubset: true });
  });

  it.each(['', ' "A"', ' A B', ' A PUBLIC', ' A PUBLIC"p"', ' A PUBLIC "p', ' A SYSTEM "s" "t"', ' A [', ' A ] ['])(
    'are none in %j',
    (text) => {
      expect(parseDoctype(text)).toBeUndefined();
    },
  );

  it('are looked for once, however much white space stands between them', () => {
    const blanks = ' '.repeat(1_000_000);
    expect(parseDoctype(` A PUBLIC "p"${blanks}x`)).toBeUndefined();
    expect(parseDoctype(` A PUBLIC "p"${blanks}[ ${blanks}x`)).toBeUndefined();
    expect(parseDoctype(`${blanks}A${blanks}PUBLIC${blanks}"p"${blanks}"s"${blanks}`)?.systemId).toBe('s');
  });
});
