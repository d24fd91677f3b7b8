/**
 * Presence attributes: what each one says, who sets it, which values it takes (Features and Functions 1.2, 5.1; the
 * examples of the 1.1 message definitions).
 *
 * - In a request that only names attributes each is an empty element; an absent or empty PresenceSubList names all.
 * - Where a value travels, Qualifier says whether it holds: F means that no valid value is known.
 * - Attributes beyond these may be carried without being understood.
 */
import type { Confidence, Version } from '../version.ts';
import { BOOLEAN, checkValue, TEXT, type ValueProblem, type ValueRule } from './values.ts';

export interface PresenceField {
  /** Path below the attribute; a repeated element is named without index, for instance `CommC/Cap`. */
  readonly path: string;
  readonly rule: ValueRule;
  readonly since: Version;
}

export interface PresenceAttribute {
  readonly name: string;
  /** `client`: describes the client or device; in 1.3 one instance per client, told apart by ClientID. */
  readonly class: 'client' | 'user';
  readonly since: Version;
  /** The side that sets it. OnlineStatus is the server's; an update of it by a client must not take effect. */
  readonly setBy: 'client' | 'server' | 'client or network' | 'server, network or client';
  readonly meaning: string;
  readonly fields: readonly PresenceField[];
  readonly confidence: Confidence;
}

const LANGUAGE: ValueRule = {
  kind: 'pattern',
  pattern: /^[A-Za-z]{3}$/,
  says: 'a language code of three letters (ISO 639-2/T), for instance fin',
  confidence: 'medium',
};
const ZONE: ValueRule = {
  kind: 'pattern',
  pattern: /^[+-](?:\d{2}|\d{4}|\d{2}:\d{2})$/,
  says: 'an offset from UTC with its sign, for instance +02',
  confidence: 'medium',
};
const LONGITUDE: ValueRule = {
  kind: 'pattern',
  pattern: /^\d{1,3} \d{1,2} \d{1,2}(?:\.\d+)? ?[EW]$/,
  says: 'degrees, minutes and seconds with E or W, for instance 35 24 15.652W',
  confidence: 'low',
};
const LATITUDE: ValueRule = {
  kind: 'pattern',
  pattern: /^\d{1,2} \d{1,2} \d{1,2}(?:\.\d+)? ?[NS]$/,
  says: 'degrees, minutes and seconds with N or S, for instance 12 36 22.5N',
  confidence: 'low',
};
const METRES: ValueRule = {
  kind: 'pattern',
  pattern: /^-?\d+(?:\.\d+)?$/,
  says: 'a number of metres',
  confidence: 'low',
};
const COUNTRY: ValueRule = {
  kind: 'pattern',
  pattern: /^[A-Za-z]{2}$/,
  says: 'a country code of two letters (ISO 3166), for instance GB',
  confidence: 'medium',
};
const MIME_TYPE: ValueRule = {
  kind: 'pattern',
  pattern: /^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+(?:\s*;.*)?$/,
  says: 'a media type, for instance image/gif',
  confidence: 'medium',
};
const OPEN_OR_CLOSED: ValueRule = { kind: 'enum', values: ['OPEN', 'CLOSED'] };

function oneOf(...values: string[]): ValueRule {
  return { kind: 'enum', values };
}
function oneOfOrOther(...values: string[]): ValueRule {
  return { kind: 'enum', values, open: true };
}
function field(path: string, rule: ValueRule = TEXT, since: Version = '1.1'): PresenceField {
  return { path, rule, since };
}
function value(rule: ValueRule = TEXT): readonly PresenceField[] {
  return [field('PresenceValue', rule)];
}
type Options = Partial<Pick<PresenceAttribute, 'since' | 'setBy' | 'confidence'>>;

/** The meaning of Qualifier beside the value of any attribute. */
export const QUALIFIER_MEANING =
  'T: the value holds and is to be used. F: no valid value is known, and whatever stands there is to be ignored.';
function attribute(
  name: string,
  attributeClass: 'client' | 'user',
  meaning: string,
  fields: readonly PresenceField[],
  options: Options = {},
): PresenceAttribute {
  return {
    name,
    class: attributeClass,
    since: options.since ?? '1.1',
    setBy: options.setBy ?? 'client',
    meaning,
    fields,
    confidence: options.confidence ?? 'high',
  };
}

/** All attributes, in the order of PresenceSubList. */
export const PRESENCE_ATTRIBUTES: readonly PresenceAttribute[] = [
  attribute('OnlineStatus', 'client', 'Whether the client is logged in to the server.', value(BOOLEAN), {
    setBy: 'server',
  }),
  attribute('Registration', 'client', 'Whether the device is registered to the mobile network.', value(BOOLEAN), {
    setBy: 'server, network or client',
  }),
  attribute('ClientInfo', 'client', 'What the client and its device are.', [
    field('ClientType', oneOf('MOBILE_PHONE', 'COMPUTER', 'PDA', 'CLI', 'OTHER')),
    field('DevManufacturer'),
    field('ClientProducer'),
    field('Model'),
    field('ClientVersion'),
    field('Language', LANGUAGE),
    field('ClientIMPriority', { kind: 'integer' }, '1.3'),
    field('ApplicationID', TEXT, '1.3'),
  ]),
  attribute('TimeZone', 'client', 'Local time zone of the client.', [field('Zone', ZONE)]),
  attribute(
    'GeoLocation',
    'client',
    'Position of the device.',
    [field('Longitude', LONGITUDE), field('Latitude', LATITUDE), field('Altitude', METRES), field('Accuracy', METRES)],
    { setBy: 'client or network' },
  ),
  attribute('Address', 'client', 'Place as a postal address.', [
    field('Country', COUNTRY),
    field('City'),
    field('Street'),
    field('Crossing1'),
    field('Crossing2'),
    field('Building'),
    field('NamedArea'),
    field('Accuracy', METRES),
  ]),
  attribute('FreeTextLocation', 'client', 'Place in the words of the user.', value()),
  attribute('PLMN', 'client', 'Mobile network the device is in, by name or code.', value(), {
    setBy: 'client or network',
    confidence: 'medium',
  }),
  attribute('CommCap', 'client', 'Ways of communicating that the device offers, each with its state.', [
    // The set differs between versions and tables (AMB-102), so others are no error.
    field(
      'CommC/Cap',
      oneOfOrOther(
        ...['IM', 'IM_ONLINE', 'IM_OFFLINE', 'SMS', 'MMS', 'CALL', 'EMAIL', 'AUDIO_CALL', 'VIDEO_CALL', 'VIDEO_STREAM'],
      ),
    ),
    field('CommC/Status', OPEN_OR_CLOSED),
    field('CommC/Contact'),
    field('CommC/Note'),
  ]),
  attribute(
    'UserAvailability',
    'user',
    'How ready the user is to communicate.',
    value(oneOf('AVAILABLE', 'NOT_AVAILABLE', 'DISCREET')),
  ),
  attribute('PreferredContacts', 'user', "Contact methods in the user's order of preference.", [
    field('AddrPref/PrefC', oneOfOrOther('IM', 'SMS', 'MMS', 'CALL', 'EMAIL')),
    field('AddrPref/Caddr'),
    field('AddrPref/Cstatus', OPEN_OR_CLOSED),
    field('AddrPref/Cname'),
    // Lower is preferred in the one example; the direction is not confirmed (AMB-100).
    field('AddrPref/Cpriority', { kind: 'integer' }),
  ]),
  attribute('PreferredLanguage', 'user', 'Language the user prefers.', value(LANGUAGE)),
  attribute('StatusText', 'user', 'Free text about what the user is doing.', value()),
  attribute(
    'StatusMood',
    'user',
    'Mood of the user.',
    value(
      oneOf(
        ...['HAPPY', 'SAD', 'ANGRY', 'JEALOUS', 'ASHAMED', 'INVINCIBLE', 'IN_LOVE', 'SLEEPY', 'BORED', 'EXCITED'],
        'ANXIOUS',
      ),
    ),
  ),
  attribute('Alias', 'user', 'Name the user wants to be shown under.', value()),
  attribute('StatusContent', 'user', "A media object that expresses the user's status.", [
    field('DirectContent'),
    field('ReferredContent'),
    field('ContentType', MIME_TYPE),
  ]),
  attribute('ContactInfo', 'user', 'Contact data as a vCard.', [field('ContainedvCard'), field('ReferredvCard')]),
  attribute(
    'InfoLink',
    'user',
    'Links to further information about the user.',
    [
      field('Inf_link/Link', TEXT, '1.2'),
      field('Inf_link/Text', TEXT, '1.2'),
      field('Inf_link/ContentType', MIME_TYPE, '1.3'),
    ],
    { since: '1.2' },
  ),
];

const BY_NAME: ReadonlyMap<string, PresenceAttribute> = new Map(PRESENCE_ATTRIBUTES.map((a) => [a.name, a]));

/** The facts of an attribute, undefined for a name outside the defined set. */
export function presenceAttribute(name: string): PresenceAttribute | undefined {
  return BY_NAME.get(name);
}

/** The names of the attributes of a version, in the order of PresenceSubList. */
export function presenceAttributesOf(version: Version): readonly string[] {
  return PRESENCE_ATTRIBUTES.filter((a) => a.since <= version).map((a) => a.name);
}

export interface PresenceProblem extends ValueProblem {
  /** Path below PresenceSubList, for instance `CommCap/CommC/Status`. */
  readonly path: string;
}

type Loose = { readonly [name: string]: unknown };

/** All values at a path, through repeated elements. */
function valuesAt(content: unknown, path: readonly string[]): readonly unknown[] {
  const [head, ...rest] = path;
  if (head === undefined) return [content];
  if (typeof content !== 'object' || content === null) return [];
  const child = (content as Loose)[head];
  if (child === undefined) return [];
  return (Array.isArray(child) ? child : [child]).flatMap((one: unknown) => valuesAt(one, rest));
}

/**
 * Checks the content of one attribute of an update or a notification, as it stands in memory. A value under Qualifier F
 * is not looked at. An attribute the version does not have is one problem; each wrong value is one more.
 */
export function checkPresenceAttribute(name: string, content: object, version: Version): readonly PresenceProblem[] {
  const facts = BY_NAME.get(name);
  if (facts === undefined) return [{ path: name, message: `'${name}' is no presence attribute`, confidence: 'high' }];
  if (facts.since > version) {
    return [{ path: name, message: `${name} exists from ${facts.since} on, not in ${version}`, confidence: 'high' }];
  }
  if ((content as Loose).Qualifier === false) return [];
  return facts.fields.flatMap((one) =>
    valuesAt(content, one.path.split('/')).flatMap((found) => {
      if (typeof found !== 'string' && typeof found !== 'number' && typeof found !== 'boolean') return [];
      const problem = checkValue(one.rule, found);
      return problem === undefined ? [] : [{ ...problem, path: `${name}/${one.path}` }];
    }),
  );
}
