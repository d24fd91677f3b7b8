import { describe, expect, it } from 'vitest';
import { MARKUP } from '../../testing/markup.ts';
import { codeOf } from '../../testing/server/client.ts';
import { createAttributeList } from '../../testing/server/presence/requests.ts';
import { ask, at, codeFor, stage } from '../../testing/server/stage.ts';

const url = 'http://maps.example/?x={longitude}&y={latitude}';
const PLACE = { Longitude: 'E 022 16 01.2', Latitude: 'N 60 27 00.1' };
const MAP = 'http://maps.example/?x=E%20022%2016%2001.2&y=N%2060%2027%2000.1';

describe.each(MARKUP)('GetMap, in %s', (syntax) => {
  function two() {
    const made = stage({ profile: { presence: { map: { url } } } });
    const [alice, bob] = [made.client('alice', '1.3', { syntax }), made.client('bob', '1.3', { syntax })];
    const map = (request: object) => ask(alice, 'GetMap-Request', request);
    return { ...made, alice, bob, map };
  }

  it('shows where a user is who authorized GeoLocation, and refuses others (CSP-MAP-001, 002)', () => {
    const { bob, map } = two();
    const GeoLocation = [{ Qualifier: true, ...PLACE }];
    expect(codeFor(bob, 'UpdatePresence-Request', { PresenceSubList: { GeoLocation } })).toBe(200);
    expect(codeOf(map({ UserID: at('bob') }))).toBe(403);
    const list = createAttributeList('1.3', { attributes: ['GeoLocation'], users: ['alice'] });
    expect(codeFor(bob, 'CreateAttributeList-Request', list)).toBe(200);
    expect(map({ UserID: at('bob') })).toEqual({ name: 'GetMap-Response', value: { URL: MAP } });
    codeFor(bob, 'UpdatePresence-Request', { PresenceSubList: { GeoLocation: [{ Qualifier: false }] } });
    expect(codeOf(map({ UserID: at('bob') }))).toBe(404);
    expect(codeOf(map({ UserID: at('nobody') }))).toBe(531);
  });

  it('shows a place given by its coordinates', () => {
    const { map } = two();
    expect(map({ PresenceSubList: { GeoLocation: [PLACE] } }).value).toEqual({ URL: MAP });
    expect(codeOf(map({ PresenceSubList: { GeoLocation: [{ Longitude: 'E 022 16 01.2' }] } }))).toBe(402);
    expect(codeOf(map({ PresenceSubList: {} }))).toBe(402);
  });

  it('is not implemented without a map', () => {
    const alice = stage().client('alice', '1.3', { syntax });
    expect(codeFor(alice, 'GetMap-Request', { UserID: at('alice') })).toBe(501);
  });
});
