import { describe, expect, it } from 'vitest';
import { isPart, syntaxesLeftOut, untestedRoles } from './standing.ts';

type Input = Parameters<typeof isPart>[0];
const claim = { versions: ['1.1', '1.2'], syntaxes: ['xml', 'wbxml', 'pts'], roles: [] } as unknown as Input['claim'];
const ran = (...ids: readonly string[]) =>
  ids.map((id) => {
    const [version, syntax] = id.split('-');
    return { id, version, syntax };
  }) as unknown as Input['configurations'];
const run = {} as Input['run'];

describe('the extent of a run', () => {
  it('is whole without plain text in 1.1, which came later', () => {
    const configurations = ran('1.1-xml', '1.1-wbxml');
    expect(syntaxesLeftOut({ configurations, claim })).toEqual([]);
    expect(isPart({ configurations, claim, run })).toBe(false);
  });

  it('is a part without plain text where the version has it', () => {
    const configurations = ran('1.1-xml', '1.1-wbxml', '1.2-xml', '1.2-wbxml');
    expect(syntaxesLeftOut({ configurations, claim })).toEqual(['pts']);
    expect(isPart({ configurations, claim, run })).toBe(true);
  });

  it('leaves everything out where nothing was run', () => {
    expect(syntaxesLeftOut({ configurations: [], claim })).toEqual(['xml', 'wbxml', 'pts']);
  });

  it('is open for a role of which nothing was decided', () => {
    const roles = [
      { role: 'csp-server', judged: 3 },
      { role: 'ssp-server', judged: 0 },
    ];
    expect(untestedRoles({ versions: [], syntaxes: [], roles } as unknown as Input['claim'])).toEqual(['ssp-server']);
  });
});
