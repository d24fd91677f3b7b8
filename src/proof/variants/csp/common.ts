/** Legal variants of what 1.3 added: segments, public profiles, extended conversation, maps. */
import type { Value } from '../../../protocol/messages/infer.ts';
import { status } from '../../../server/results.ts';
import type { Change, Variant } from '../../types.ts';
import { all, edits, editsEnvelope, handler, profile, requestValue } from '../../ways/families.ts';

const ONLY_1_3 = ['1.3'] as const;

type SegmentInfo = Value<'SegmentInfo'>;

/** Sends a Status instead of the first segment; SegmentInfo is what is made of it, or left out. */
function insteadOfFirst(code: number, edit: (info: SegmentInfo) => SegmentInfo | undefined): Change {
  return editsEnvelope((content) => {
    const { Session } = content;
    const Transaction = Session.Transaction.map((transaction) => {
      const { SegmentInfo: info, ...others } = transaction.TransactionDescriptor as Readonly<Record<string, unknown>>;
      if (info === undefined) return transaction;
      const edited = edit(info as SegmentInfo);
      return {
        TransactionDescriptor: { ...others, ...(edited === undefined ? {} : { SegmentInfo: edited }) },
        TransactionContent: { Status: status(code).value },
      };
    });
    return { ...content, Session: { ...Session, Transaction } } as typeof content;
  });
}

/** GetSegment-Request counts from 0. */
const countedFromZero = handler('GetSegment-Request', (standard) => (request, call) => {
  const { SegmentID } = request;
  return standard({ SegmentID: { ...SegmentID, SegmentReference: SegmentID.SegmentReference + 1 } }, call);
});

/** A picture of one point: a map as small as can be. */
const PICTURE = {
  ContentType: 'image/gif',
  ContentEncoding: 'BASE64',
  ContentData: 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
};

/** A profile asked for alone goes without UserID, and one without properties says so by empty values. */
const profilesOtherwise = edits('GetPublicProfile-Response', (value, { request }) => {
  const asked = requestValue(request, 'GetPublicProfile-Request')?.UserID ?? [];
  const profiles = value.PublicProfile?.map(({ UserID, Property }) => ({
    ...(asked.length === 1 ? {} : { UserID }),
    Property: Property ?? [{ Name: 'PP_CITY', Value: '' }, { Name: 'PP_AGE' }],
  }));
  return { ...value, PublicProfile: profiles };
});

export const commonVariants: readonly Variant[] = [
  {
    id: 'search-pairs-bare',
    title: 'knows no SearchPair and refuses searches that use it (AMB-065)',
    versions: ONLY_1_3,
    change: handler('Search-Request', (standard) => (request, call) => {
      const { SearchPairList: lists = [] } = request;
      return call.version === '1.3' && lists.some((list) => 'SearchPair' in list)
        ? status(562)
        : standard(request, call);
    }),
  },
  {
    id: 'segments-from-zero',
    title: 'announces segments by a Status, counts them from 0, and lets the first be fetched, too',
    versions: ONLY_1_3,
    change: all(
      insteadOfFirst(200, (info) => ({ ...info, SegmentID: { ...info.SegmentID, SegmentReference: 0 } })),
      countedFromZero,
    ),
  },
  {
    id: 'too-large-432',
    title: 'refuses with 432 what is too large instead of cutting it into segments',
    versions: ONLY_1_3,
    change: insteadOfFirst(432, () => undefined),
  },
  {
    id: 'map-as-picture',
    title: 'has maps, and sends them as pictures instead of URLs',
    versions: ONLY_1_3,
    claimed: ['IMPS-CSP-S-GETMAP'],
    change: all(
      profile({ presence: { map: { url: 'http://maps.example/{longitude}/{latitude}' } } }),
      edits('GetMap-Response', () => ({ Map: PICTURE })),
    ),
  },
  {
    id: 'map-as-url',
    title: 'has maps, and public profiles without UserID and with empty values; invites to conversations by GR',
    versions: ONLY_1_3,
    claimed: ['IMPS-CSP-S-GETMAP'],
    change: all(
      profile({
        presence: { map: { url: 'http://maps.example/{longitude}/{latitude}' } },
        publicProfile: { foreignProfile: 'take-for-own' },
        groups: { conversation: { inviteType: 'GR' } },
      }),
      profilesOtherwise,
    ),
  },
];
