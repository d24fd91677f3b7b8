import { describe, expect, it } from 'vitest';
import { primitiveFromRows, primitiveFromXml, xmlOfRows } from './compose.ts';

describe('primitives from feature files', () => {
  it('come from XML, typed by the content model', () => {
    expect(primitiveFromXml('<KeepAlive-Request><TimeToLive>600</TimeToLive></KeepAlive-Request>', '1.2')).toEqual({
      name: 'KeepAlive-Request',
      value: { TimeToLive: 600 },
    });
  });

  it('come from paths and values, repeated elements by number', () => {
    const primitive = primitiveFromRows(
      'GetPresence-Request',
      [
        ['User/UserID', 'wv:a'],
        ['User[2]/UserID', 'wv:b & c'],
      ],
      '1.2',
    );
    expect(primitive.value).toEqual({ User: [{ UserID: 'wv:a' }, { UserID: 'wv:b & c' }] });
  });

  it('give presence attributes their namespace', () => {
    const { value } = primitiveFromXml(
      '<UpdatePresence-Request><PresenceSubList><UserAvailability><Qualifier>T</Qualifier><PresenceValue>DISCREET</PresenceValue></UserAvailability></PresenceSubList></UpdatePresence-Request>',
      '1.3',
    );
    expect(value).toEqual({ PresenceSubList: { UserAvailability: { Qualifier: true, PresenceValue: 'DISCREET' } } });
  });

  it('write an empty element for a row without a value', () => {
    expect(
      xmlOfRows('Service-Request', [
        ['Functions/WVCSPFeat/IMFeat', ''],
        ['AllFunctionsRequest', 'T'],
      ]),
    ).toBe(
      '<Service-Request><Functions><WVCSPFeat><IMFeat/></WVCSPFeat></Functions><AllFunctionsRequest>T</AllFunctionsRequest></Service-Request>',
    );
  });

  it('are refused when they are not valid, with the place and the reason', () => {
    expect(() => primitiveFromXml('<KeepAlive-Request><Password>x</Password></KeepAlive-Request>', '1.2')).toThrow(
      /no valid 1\.2 primitive: KeepAlive-Request/,
    );
    expect(() => primitiveFromXml('<KeepAlive-Request>', '1.2')).toThrow(/no valid 1\.2 primitive/);
    expect(() => primitiveFromXml('', '1.2')).toThrow(/no valid 1\.2 primitive/);
    expect(() => xmlOfRows('X', [['a b', '']])).toThrow('"a b" is no element name');
  });

  it('may be wrong on purpose', () => {
    const primitive = primitiveFromXml(
      '<GetPresence-Request><SearchLimit>3</SearchLimit></GetPresence-Request>',
      '1.2',
      { unchecked: true },
    );
    expect(primitive.name).toBe('GetPresence-Request');
  });
});
