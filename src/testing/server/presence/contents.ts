/** Values of presence attributes in full, for tests of what comes back. */
import type { Value } from '../../../protocol/messages/infer.ts';
import type { Version } from '../../../protocol/version.ts';
import { CLIENT_ATTRIBUTES, has } from '../../../server/presence/attributes.ts';

export type Content = Readonly<Record<string, unknown>>;

/** An UpdatePresence-Request with these contents; 1.3 wants client attributes in series. */
export function updating(
  version: Version,
  contents: Readonly<Record<string, Content>>,
): Value<'UpdatePresence-Request'> {
  const list = Object.fromEntries(
    Object.entries(contents).map(([name, content]) => [
      name,
      version === '1.3' && has(CLIENT_ATTRIBUTES, name) ? [content] : content,
    ]),
  );
  return { PresenceSubList: list } as Value<'UpdatePresence-Request'>;
}

/** A value of every attribute that a client may set, with everything the oldest version knows about it. */
const VALUES: Readonly<Record<string, Content>> = {
  ClientInfo: { ClientType: 'COMPUTER', DevManufacturer: 'Maker', Model: 'One', ClientVersion: '1.0', Language: 'fin' },
  TimeZone: { Zone: '+02' },
  GeoLocation: { Longitude: '35 24 15.652W', Latitude: '12 36 22.5N', Accuracy: '200' },
  Address: { Country: 'GB', City: 'London', Street: 'High Street' },
  FreeTextLocation: { PresenceValue: 'Åbo, toinen kerros ☕' },
  PLMN: { PresenceValue: 'Network' },
  CommCap: {
    CommC: [
      { Cap: 'CALL', Status: 'OPEN', Contact: '+35840', Note: 'by day' },
      { Cap: 'SMS', Status: 'CLOSED' },
    ],
  },
  UserAvailability: { PresenceValue: 'DISCREET' },
  PreferredContacts: {
    AddrPref: [10, 20, 30].map((Cpriority) => ({ PrefC: 'IM', Caddr: 'a', Cstatus: 'OPEN', Cname: 'n', Cpriority })),
  },
  PreferredLanguage: { PresenceValue: 'swe' },
  StatusText: { PresenceValue: 'Ünïcode: 日本語 🎉' },
  StatusMood: { PresenceValue: 'IN_LOVE' },
  Alias: { PresenceValue: 'Bobby' },
  StatusContent: { ReferredContent: 'http://pic.example/1.gif', ContentType: 'image/gif' },
  ContactInfo: { ContainedvCard: 'BEGIN:VCARD' },
};
/** A value of InfoLink, which came with 1.2. */
export const LINK: Content = { Inf_link: [{ Link: 'http://home.example', Text: 'home' }] };

/** The contents of every attribute of a version but OnlineStatus and Registration, without Qualifier. */
export function valuesOf(version: Version): Readonly<Record<string, Content>> {
  return version === '1.1' ? VALUES : { ...VALUES, InfoLink: LINK };
}
