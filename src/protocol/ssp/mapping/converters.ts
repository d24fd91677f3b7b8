/** Changes of form between CSP and SSP values, by the names that the table uses. */
import { basicDate, extendedDate } from './dates.ts';
import {
  defined,
  partiesToCsp,
  partiesToSsp,
  partyToSender,
  partyToSsp,
  screenNameToCsp,
  screenNameToSsp,
  senderToCsp,
  senderToSsp,
} from './parties.ts';

export interface Converter {
  toSsp(value: never): unknown;
  /** `groupId` is that of the primitive, for screen names that stand without it. */
  toCsp(value: never, groupId: string): unknown;
  /** For people: what changes, and what is not carried. */
  readonly says: string;
}

const same = (value: unknown): unknown => value;

interface SspDetail {
  readonly code: number;
  readonly StatusDescription?: string;
  readonly UserID?: readonly { readonly userID: string }[];
  readonly GroupID?: readonly { readonly groupID: string }[];
  readonly ScreenName?: Parameters<typeof screenNameToCsp>[0][];
  readonly Domain?: readonly string[];
}
interface CspDetail {
  readonly Code: number;
  readonly Description?: string;
  readonly UserID?: readonly string[];
  readonly GroupID?: readonly string[];
  readonly ScreenName?: Parameters<typeof screenNameToSsp>[0][];
  readonly Domain?: readonly string[];
}

const detailToSsp = (d: CspDetail): SspDetail =>
  defined({
    code: d.Code,
    StatusDescription: d.Description,
    UserID: d.UserID?.map((userID) => ({ userID })),
    GroupID: d.GroupID?.map((groupID) => ({ groupID })),
    ScreenName: d.ScreenName?.map(screenNameToSsp),
    Domain: d.Domain,
  } as SspDetail) as SspDetail;

const detailToCsp = (d: SspDetail): CspDetail =>
  defined({
    Code: d.code,
    Description: d.StatusDescription,
    UserID: d.UserID?.map(({ userID }) => userID),
    GroupID: d.GroupID?.map(({ groupID }) => groupID),
    ScreenName: d.ScreenName?.map(screenNameToCsp),
    Domain: d.Domain,
  } as CspDetail) as CspDetail;

interface Note {
  readonly ContentType: string;
  readonly ContentEncoding?: string;
  readonly ContentData: string;
}
interface SspContent {
  readonly contentType?: string;
  readonly encoding?: 'base64';
  readonly value: string;
}
const encodingToSsp = (encoding: string | undefined) => (encoding?.toUpperCase() === 'BASE64' ? 'base64' : undefined);
const encodingToCsp = (encoding: string | undefined) => (encoding === 'base64' ? 'BASE64' : undefined);

interface Named {
  readonly SName: string;
  readonly UserID?: string;
}
interface MapList {
  readonly UserMapping?: { readonly Mapping?: readonly Named[] };
}
interface SspMapList {
  readonly UserMapping?: {
    readonly Mapping?: readonly { readonly SName?: string; readonly UserID?: { readonly userID: string } }[];
  };
}

export const converters = {
  text: { toSsp: same, toCsp: same, says: 'unchanged' },
  'yes-no': { toSsp: same, toCsp: same, says: 'T and F become Yes and No' },
  date: {
    toSsp: extendedDate,
    toCsp: basicDate,
    says: 'the basic form of ISO 8601 becomes the extended one; seconds are added, fractions are dropped',
  },
  encoding: { toSsp: encodingToSsp, toCsp: encodingToCsp, says: 'BASE64 becomes base64, None is left out' },
  presence: { toSsp: same, toCsp: same, says: 'the presence attributes, unchanged' },
  recipients: {
    toSsp: partiesToSsp,
    toCsp: partiesToCsp,
    says: 'one Recipient for each user and group; contact lists are expanded before',
  },
  invitee: {
    toSsp: partyToSsp,
    toCsp: (party: Parameters<typeof partyToSender>[0]) => partiesToCsp([party]),
    says: 'one party; a request to several becomes several requests',
  },
  party: { toSsp: partyToSsp, toCsp: partyToSender, says: 'the user or group' },
  sender: {
    toSsp: senderToSsp,
    toCsp: senderToCsp,
    says: 'the user; or the group, with a screen name as SenderDisplay',
  },
  result: {
    toSsp: (r: CspDetail & { DetailedResult?: CspDetail[]; TryAgainTimeout?: number }) => ({
      ...detailToSsp({ Code: r.Code, ...(r.Description !== undefined && { Description: r.Description }) }),
      ...(r.DetailedResult !== undefined && { DetailedResult: r.DetailedResult.map(detailToSsp) }),
      ...(r.TryAgainTimeout !== undefined && { TryAgainTimeout: r.TryAgainTimeout }),
    }),
    toCsp: (s: SspDetail & { DetailedResult?: SspDetail[]; TryAgainTimeout?: number }) => ({
      ...detailToCsp({
        code: s.code,
        ...(s.StatusDescription !== undefined && { StatusDescription: s.StatusDescription }),
      }),
      ...(s.DetailedResult !== undefined && { DetailedResult: s.DetailedResult.map(detailToCsp) }),
      ...(s.TryAgainTimeout !== undefined && { TryAgainTimeout: s.TryAgainTimeout }),
    }),
    says: 'Result becomes Status; messages, contact lists and search elements in details are not carried',
  },
  'user-ids': {
    toSsp: (ids: string[]) => ids.map((userID) => ({ userID })),
    toCsp: (ids: { userID: string }[]) => ids.map(({ userID }) => userID),
    says: 'one UserID element each',
  },
  users: {
    toSsp: (users: { UserID: string }[]) => users.map(({ UserID }) => ({ userID: UserID })),
    toCsp: (ids: { userID: string }[]) => ids.map(({ userID }) => ({ UserID: userID })),
    says: 'the addresses of the users; clients and applications are not carried',
  },
  'screen-name': { toSsp: screenNameToSsp, toCsp: screenNameToCsp, says: 'the group becomes an attribute' },
  urls: {
    toSsp: (urls: string[]) => urls.map((url) => ({ url })),
    toCsp: (ids: { url: string }[]) => ids.map(({ url }) => url),
    says: 'one ContentID each',
  },
  application: {
    toSsp: (applicationID: string) => ({ applicationID }),
    toCsp: (a: { applicationID: string }) => a.applicationID,
    says: 'an attribute of its element',
  },
  group: {
    toSsp: (groupID: string) => ({ groupID }),
    toCsp: (g: { groupID: string }) => g.groupID,
    says: 'an attribute of its element',
  },
  properties: {
    toSsp: (list: { Name: string; Value?: string }[]) => list.map(({ Name, Value = '' }) => ({ Name, Value })),
    toCsp: same,
    says: 'a missing value becomes an empty one',
  },
  note: {
    toSsp: ({ ContentType, ContentEncoding, ContentData }: Note) => ({
      ContentData: defined({
        contentType: ContentType,
        encoding: encodingToSsp(ContentEncoding),
        value: ContentData,
      } as SspContent),
    }),
    toCsp: ({ ContentData: content }: { ContentData?: SspContent }) =>
      content === undefined
        ? undefined
        : defined({
            ContentType: content.contentType ?? 'text/plain',
            ContentEncoding: encodingToCsp(content.encoding),
            ContentData: content.value,
          } as Note),
    says: 'type, encoding and content in one ContentData',
  },
  values: {
    toSsp: (list: { UserID?: string; PresenceSubList?: unknown[] }[]) =>
      list.flatMap(({ UserID, PresenceSubList = [] }) =>
        UserID === undefined ? [] : [defined({ userID: UserID, PresenceSubList: PresenceSubList[0] })],
      ),
    toCsp: (list: { userID: string; PresenceSubList?: unknown }[]) =>
      list.map(({ userID, PresenceSubList }) =>
        defined({ UserID: userID, PresenceSubList: PresenceSubList === undefined ? undefined : [PresenceSubList] }),
      ),
    says: 'one PresenceValue for each user, with the presence attributes unchanged; contact lists are expanded before',
  },
  flag: {
    toSsp: (value: string) => value === 'T',
    toCsp: (subscribed: boolean) => (subscribed ? 'T' : 'F'),
    says: 'the text T or F becomes Yes or No',
  },
  names: {
    toSsp: (list: MapList) => list.UserMapping?.Mapping?.map(({ SName }) => SName),
    toCsp: (names: string[]) => ({ UserMapping: { Mapping: names.map((SName) => ({ SName })) } }),
    says: 'the screen names alone',
  },
  'screen-names': {
    toSsp: (list: { SName: string }[]) => list.map(({ SName }) => SName),
    toCsp: (names: string[], GroupID: string) => names.map((SName) => ({ SName, GroupID })),
    says: 'the screen names alone; the group is that of the notice',
  },
  map: {
    toSsp: ({ UserMapping }: MapList) => ({
      UserMapping: {
        Mapping: (UserMapping?.Mapping ?? []).map(({ SName, UserID }) =>
          defined({ SName, UserID: UserID === undefined ? undefined : { userID: UserID } }),
        ),
      },
    }),
    // CSP has no entry without a screen name
    toCsp: ({ UserMapping }: SspMapList) => ({
      UserMapping: {
        Mapping: (UserMapping?.Mapping ?? []).flatMap(({ SName, UserID }) =>
          SName === undefined ? [] : [defined({ SName, UserID: UserID?.userID })],
        ),
      },
    }),
    says: 'screen names and, where they are shown, users',
  },
} as const satisfies Readonly<Record<string, Converter>>;

export type ConverterName = keyof typeof converters;

/** The converter of that name, for a value whose form the table knows. */
export function converterOf(name: ConverterName): {
  toSsp(value: unknown): unknown;
  toCsp(value: unknown, groupId: string): unknown;
} {
  return converters[name] as never;
}
