import { describe, expect, it } from 'vitest';
import { parseRoute, to } from './router.ts';

describe('addresses', () => {
  it('lead back to the view they were made for', () => {
    expect(parseRoute(to.run)).toEqual({ view: 'run' });
    expect(parseRoute(to.item('IMPS-CSP-S-IM'))).toEqual({ view: 'item', id: 'IMPS-CSP-S-IM' });
    const address = 'csp/access/login.feature:14/1.2-xml/2';
    expect(parseRoute(to.requirement('CSP-IMS-011'))).toEqual({ view: 'requirement', id: 'CSP-IMS-011' });
    expect(parseRoute(to.requirement('CSP-IMS-011', '1.2-xml/csp/access/login.feature:14'))).toEqual({
      view: 'requirement',
      id: 'CSP-IMS-011',
      check: '1.2-xml/csp/access/login.feature:14',
    });
    expect(to.scenario(address)).toBe('#/scenario/csp/access/login.feature:14/1.2-xml/2');
    expect(parseRoute(to.scenario(address))).toEqual({ view: 'scenario', address });
    expect(parseRoute(to.message(address, 14))).toEqual({ view: 'message', address, number: 14 });
    expect(parseRoute(to.requirements('', { level: 'MUST', area: 'CSP-LOG' }))).toEqual({
      view: 'requirements',
      show: 'all',
      only: { area: 'CSP-LOG', level: 'MUST' },
    });
    expect(parseRoute(to.requirements('fail'))).toEqual({ view: 'requirements', show: 'fail', only: {} });
    expect(parseRoute(to.search('a/b %?'))).toEqual({ view: 'search', text: 'a/b %?' });
    expect(parseRoute(to.definition())).toEqual({ view: 'definition', release: undefined, id: undefined });
    expect(parseRoute(to.definition('1.3', 'S-016'))).toEqual({ view: 'definition', release: '1.3', id: 'S-016' });
    expect(parseRoute(to.attributes)).toEqual({ view: 'attributes' });
    expect(parseRoute(to.attribute('StatusText'))).toEqual({ view: 'attribute', name: 'StatusText' });
    expect(parseRoute(to.scenarios('NewMessage'))).toEqual({ view: 'scenarios', primitive: 'NewMessage', show: 'all' });
  });

  it('say so when they lead nowhere', () => {
    expect(parseRoute('#/elsewhere')).toEqual({ view: 'unknown', hash: '#/elsewhere' });
    expect(parseRoute('#/message/key/last').view).toBe('unknown');
    expect(parseRoute('#/item/%E0%A4%A').view).toBe('unknown');
  });
});
