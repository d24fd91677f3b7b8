import { describe, expect, it } from 'vitest';
import { PRESENCE_ATTRIBUTES, presenceAttribute } from '../../protocol/facts/presence.ts';
import {
  attributeAt,
  attributeFacts,
  attributeInShort,
  attributeNamed,
  attributesIn,
  cutAtAttributes,
} from './presence-attributes.ts';

function known(name: string) {
  const attribute = presenceAttribute(name);
  if (attribute === undefined) throw new Error(`${name} is no attribute`);
  return attribute;
}
const names = (text: string) => attributesIn(text).map((attribute) => attribute.name);

describe('what is said of an attribute', () => {
  it('holds meaning, values, qualifier, versions and confidence of every one', () => {
    for (const attribute of PRESENCE_ATTRIBUTES) {
      const labels = new Set(attributeFacts(attribute).map(([label]) => label));
      expect(labels, attribute.name).toEqual(
        new Set(['meaning', 'describes', 'set by', 'value', 'Qualifier', 'versions', 'confidence']),
      );
      expect(attributeFacts(attribute).every(([, text]) => text.trim() !== '')).toBe(true);
    }
  });

  it('lists the values, and says where others occur and where a version begins', () => {
    expect(attributeFacts(known('UserAvailability'))).toContainEqual([
      'value',
      'PresenceValue: AVAILABLE, NOT_AVAILABLE, DISCREET',
    ]);
    expect(attributeFacts(known('PreferredContacts'))).toContainEqual([
      'value',
      'AddrPref/PrefC: IM, SMS, MMS, CALL, EMAIL; others occur',
    ]);
    expect(attributeFacts(known('ClientInfo'))).toContainEqual(['value', 'ApplicationID: text, from 1.3 on']);
    expect(attributeFacts(known('InfoLink'))).toContainEqual(['value', 'Inf_link/Link: text']);
    expect(attributeFacts(known('InfoLink'))).toContainEqual(['versions', '1.2, 1.3']);
  });

  it('is short enough for a margin', () => {
    expect(attributeInShort(known('OnlineStatus'))).toBe('Whether the client is logged in to the server. T or F.');
    expect(attributeInShort(known('ClientInfo'))).toBe('What the client and its device are.');
  });
});

describe('mentions in a text', () => {
  it('are names as they are written, not parts of other names', () => {
    expect(names('StatusText, Alias and FreeTextLocation carry text.')).toEqual([
      'StatusText',
      'Alias',
      'FreeTextLocation',
    ]);
    expect(
      names('StatusTextual, MyOnlineStatus, TimeZone-Request and pa:StatusMood are others; CommCap is one.'),
    ).toEqual(['CommCap']);
    expect(names('StatusText twice: StatusText')).toEqual(['StatusText']);
  });

  it('are not ordinary words that stand alone', () => {
    expect(names('Registration of a user is refused. Address him by Alias.')).toEqual([]);
    expect(names('GeoLocation, Address and PLMN come back.')).toEqual(['GeoLocation', 'Address', 'PLMN']);
  });

  it('leave the text whole', () => {
    const text = 'OnlineStatus, then StatusMood.';
    expect(cutAtAttributes(text).map((part) => part.text)).toEqual(['OnlineStatus', ', then ', 'StatusMood', '.']);
    expect(cutAtAttributes('nothing').map((part) => part.text)).toEqual(['nothing']);
  });
});

it('knows an attribute in a message by where it stands', () => {
  expect(attributeAt('WV-CSP-Message/Session/GetPresence-Response/Presence/PresenceSubList/Alias')?.name).toBe('Alias');
  expect(attributeAt('x/Presence[2]/PresenceSubList[1]/Address[2]')?.name).toBe('Address');
  expect(attributeAt('x/PresenceSubList/Address/City')).toBeUndefined();
  expect(attributeAt('x/User/Alias')).toBeUndefined();
});

it('finds an attribute in any letter case', () => {
  expect(attributeNamed('onlinestatus')?.name).toBe('OnlineStatus');
  expect(attributeNamed('constructor')).toBeUndefined();
});
