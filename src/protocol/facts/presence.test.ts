import { describe, expect, it } from 'vitest';
import { elements } from '../elements/index.ts';
import { VERSIONS, type Version } from '../version.ts';
import { checkPresenceAttribute, PRESENCE_ATTRIBUTES, presenceAttribute, presenceAttributesOf } from './presence.ts';

function subListOf(version: Version): string[] {
  const form = elements.PresenceSubList.forms.find((one) => Object.hasOwn(one.confidence, version));
  return form?.model.parts.map((part) => part.name) ?? [];
}

describe('PRESENCE_ATTRIBUTES', () => {
  it.each(VERSIONS)('lists for %s the children of PresenceSubList, in their order', (version) => {
    expect(presenceAttributesOf(version)).toEqual(subListOf(version));
  });

  it('says who sets what', () => {
    expect(PRESENCE_ATTRIBUTES).toHaveLength(18);
    expect(presenceAttribute('OnlineStatus')?.setBy).toBe('server');
    expect(presenceAttribute('Weather')).toBeUndefined();
  });
});

describe('checkPresenceAttribute', () => {
  it('accepts values of the defined sets', () => {
    expect(checkPresenceAttribute('UserAvailability', { Qualifier: true, PresenceValue: 'DISCREET' }, '1.1')).toEqual(
      [],
    );
    expect(checkPresenceAttribute('TimeZone', { Qualifier: true, Zone: '+02' }, '1.2')).toEqual([]);
    const position = { Longitude: '35 24 15.652W', Latitude: '12 36 22.5N', Accuracy: '200' };
    expect(checkPresenceAttribute('GeoLocation', position, '1.2')).toEqual([]);
    expect(
      checkPresenceAttribute('StatusContent', { ReferredContent: 'http://x/a.gif', ContentType: 'image/gif' }, '1.2'),
    ).toEqual([]);
  });

  it('points at the wrong value, in repeated structures too', () => {
    const content = {
      CommC: [
        { Cap: 'SMS', Status: 'OPEN' },
        { Cap: 'FAX', Status: 'AJAR' },
      ],
    };
    expect(checkPresenceAttribute('CommCap', content, '1.2')).toEqual([
      { path: 'CommCap/CommC/Status', message: "'AJAR' is not one of OPEN, CLOSED", confidence: 'high' },
    ]);
    expect(checkPresenceAttribute('StatusMood', { PresenceValue: 'happy' }, '1.2')[0]?.message).toContain(
      "'happy' is not one of",
    );
    expect(checkPresenceAttribute('OnlineStatus', { PresenceValue: 'yes' }, '1.2')[0]?.message).toBe(
      "'yes' is not T or F",
    );
  });

  it('does not look at a value that its Qualifier calls invalid', () => {
    expect(checkPresenceAttribute('StatusMood', { Qualifier: false, PresenceValue: '?' }, '1.2')).toEqual([]);
  });

  it('knows the version of an attribute', () => {
    expect(checkPresenceAttribute('InfoLink', {}, '1.1')[0]?.message).toBe('InfoLink exists from 1.2 on, not in 1.1');
    expect(checkPresenceAttribute('Weather', {}, '1.3')[0]?.message).toContain('no presence attribute');
  });

  it('marks rules that rest on a single example as less sure', () => {
    expect(checkPresenceAttribute('GeoLocation', { Longitude: '35.4' }, '1.2')[0]?.confidence).toBe('low');
    expect(checkPresenceAttribute('PreferredLanguage', { PresenceValue: 'en' }, '1.2')[0]?.confidence).toBe('medium');
  });
});
