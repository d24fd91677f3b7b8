/** Defects in presence between domains. */
import { anyVersion, draft } from '../../../protocol/messages/any-version.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import { isSsp, sspPrimitive } from '../../../protocol/ssp/envelope.ts';
import type { SspValue } from '../../../protocol/ssp/types.ts';
import { EVERYTHING } from '../../../server/presence/attributes.ts';
import type { Change, Defect } from '../../types.ts';
import { all, edits, handler, neverSends } from '../../ways/families.ts';
import { part } from '../../ways/presence.ts';
import { answersOtherwise, editsPrimitive, keepsBack, mistakes, mistakesPrimitive, relay } from '../../ways/ssp.ts';

type Notification = SspValue<'PresenceNotification'>;

const parts = <T>(value: object): T => value as T;
const confirmed = () => sspPrimitive('Status', { code: 200 });

/** Loses the first notification after each subscription. */
function losesFirst(): Change {
  return relay(() => {
    let first = false;
    return {
      incoming(envelope) {
        const all = envelope.kind === 'session' ? envelope.transactions : [];
        first ||= all.some(({ primitive: sent }) => isSsp(sent, 'SubscribeRequest'));
        return envelope;
      },
      outgoing(envelope) {
        const tells =
          envelope.kind === 'session' &&
          envelope.transactions.some(({ primitive: sent }) => isSsp(sent, 'PresenceNotification'));
        if (!tells || !first) return [envelope];
        first = false;
        return [];
      },
    };
  });
}

/** Tells clients, with the next notification, also what a domain told of users of another one. */
function tellsOfOthers(): Change {
  const heard: Value<'Presence'>[] = [];
  return all(
    mistakes((envelope) => {
      const sent = envelope.kind === 'session' ? envelope.transactions : [];
      for (const one of sent) {
        if (!isSsp(one.primitive, 'PresenceNotification')) continue;
        for (const { userID } of one.primitive.value.PresenceValue) {
          const list = { StatusText: { Qualifier: true, PresenceValue: 'heard' } };
          if (!userID.endsWith('@peer.example')) heard.push({ UserID: userID, PresenceSubList: [list] });
        }
      }
      return envelope;
    }),
    edits('PresenceNotification-Request', ({ Presence }) =>
      draft('PresenceNotification-Request', { Presence: [...Presence, ...heard] }),
    ),
  );
}

/** Takes whoever asks for presence for a subscriber. */
function subscribesAskers(): Change {
  return mistakes((envelope) => {
    if (envelope.kind !== 'session') return envelope;
    const transactions = envelope.transactions.flatMap((one) => {
      const asked = one.primitive;
      if (!isSsp(asked, 'GetPresenceRequest')) return [one];
      const UserID = asked.value.VerUserID.map(({ userID }) => ({ userID }));
      const subscription = sspPrimitive('SubscribeRequest', { MetaInfo: asked.value.MetaInfo, UserID });
      return [one, { ...one, id: `${one.id}-too`, primitive: subscription }];
    });
    return { ...envelope, transactions };
  });
}

interface Watching {
  readonly UserID?: string;
  readonly User?: { readonly UserID?: string };
}
const ofOwnDomain = (list: readonly Watching[] | undefined) =>
  list?.filter(({ UserID, User }) => (UserID ?? User?.UserID ?? '').endsWith('@example.com'));

export const serverPresenceDefects: readonly Defect[] = [
  {
    id: 'ssp-presence-subscription-kept',
    title: 'takes subscriptions to users of other domains and sends them nowhere',
    requirements: ['SSP-PRE-001'],
    change: keepsBack('SubscribeRequest'),
  },
  {
    id: 'ssp-presence-subscription-to-oneself',
    title: 'names the subscriber as the one whose presence is wanted',
    requirements: ['SSP-PRE-001'],
    change: editsPrimitive('SubscribeRequest', (value) => {
      const { User } = parts<SspValue<'SubscribeRequest'>>(value).MetaInfo.Requestor;
      return { UserID: [{ userID: User?.userID }] };
    }),
  },
  {
    id: 'ssp-presence-subscription-not-confirmed',
    title: 'takes subscriptions of other domains and says that it does not',
    requirements: ['SSP-PRE-002'],
    unavoidable: ['SSP-PRE-015', 'SSP-PRE-016'],
    change: answersOtherwise('SubscribeRequest', (_, standard) => {
      standard();
      return sspPrimitive('Status', { code: 501 });
    }),
  },
  {
    id: 'ssp-presence-nothing-at-first',
    title: 'tells subscribers of other domains nothing before the next change',
    requirements: ['SSP-PRE-003'],
    unavoidable: ['SSP-PRE-007'],
    change: losesFirst(),
  },
  {
    id: 'ssp-presence-one-attribute',
    title: 'takes a subscription that names nothing for one to StatusText',
    requirements: ['SSP-PRE-004'],
    change: mistakesPrimitive('SubscribeRequest', (value) => {
      const { AttributeList = { PresenceSubList: { StatusText: {} } } } = value as { AttributeList?: object };
      return { AttributeList };
    }),
  },
  {
    id: 'ssp-presence-nobody-asked',
    title: 'does not ask publishers about subscribers of other domains',
    requirements: ['SSP-PRE-005'],
    change: neverSends('PresenceAuth-Request'),
  },
  {
    id: 'ssp-presence-more-than-asked',
    title: 'takes every subscription of another domain for one to everything',
    requirements: ['SSP-PRE-006'],
    change: mistakesPrimitive('SubscribeRequest', () => ({ AttributeList: undefined })),
  },
  {
    id: 'ssp-presence-more-than-shown',
    title: 'tells subscribers every change, whether they may see it or not',
    requirements: ['SSP-PRE-006'],
    unavoidable: ['SSP-PRE-010'],
    change: part('rules', () => ({ byUser: () => EVERYTHING })),
  },
  {
    id: 'ssp-presence-notifies-publisher',
    title: 'names the publisher as the subscriber in notifications',
    requirements: ['SSP-PRE-007'],
    unavoidable: ['SSP-PRE-003'],
    change: editsPrimitive('PresenceNotification', (value) => ({
      User: parts<Notification>(value).PresenceValue.map(({ userID }) => ({ userID })),
    })),
  },
  {
    id: 'ssp-presence-tells-all-subscribers',
    title: 'passes notifications on to all its subscribers, named or not',
    requirements: ['SSP-PRE-008'],
    change: mistakesPrimitive('PresenceNotification', (value) => ({
      User: [...parts<Notification>(value).User, { userID: 'wv:bob@example.com' }],
    })),
  },
  {
    id: 'ssp-presence-notification-kept',
    title: 'confirms notifications of other domains and passes none on',
    requirements: ['SSP-PRE-008'],
    unavoidable: ['SSP-PRE-011'],
    change: answersOtherwise('PresenceNotification', confirmed),
  },
  {
    id: 'ssp-presence-unsubscribed-told',
    title: 'goes on telling subscribers of other domains who unsubscribed',
    requirements: ['SSP-PRE-009'],
    change: answersOtherwise('UnsubscribeRequest', confirmed),
  },
  {
    id: 'ssp-presence-withdrawn-told',
    title: 'goes on telling subscribers what was taken back from them',
    requirements: ['SSP-PRE-010'],
    change: handler('DeleteAttributeList-Request', () => () => 200),
  },
  {
    id: 'ssp-presence-of-third-domain',
    title: 'passes on what a domain tells of users of another one',
    requirements: ['SSP-PRE-011'],
    change: tellsOfOthers(),
  },
  {
    id: 'ssp-presence-answered-empty',
    title: 'shows other domains no presence at all',
    requirements: ['SSP-PRE-012'],
    unavoidable: ['SSP-PRE-013'],
    change: editsPrimitive('GetPresenceResponse', () => ({ PresenceValue: [] })),
  },
  {
    id: 'ssp-presence-shown-twice',
    title: 'shows the presence of a user once for each client it might have',
    requirements: ['SSP-PRE-012'],
    change: editsPrimitive('GetPresenceResponse', (value) => {
      const { PresenceValue = [] } = parts<SspValue<'GetPresenceResponse'>>(value);
      return { PresenceValue: PresenceValue.flatMap((one) => [one, one]) };
    }),
  },
  {
    id: 'ssp-presence-all-shown',
    title: 'shows whoever may see something everything',
    requirements: ['SSP-PRE-013'],
    change: part('rules', (standard) => ({
      byUser: (...about) => (standard.byUser(...about) === undefined ? undefined : EVERYTHING),
    })),
  },
  {
    id: 'ssp-presence-afar-left-out',
    title: 'tells clients nothing of what other domains answered',
    requirements: ['SSP-PRE-014'],
    change: mistakesPrimitive('GetPresenceResponse', () => ({ PresenceValue: [] })),
  },
  {
    id: 'ssp-presence-asker-subscribed',
    title: 'takes whoever of another domain asks for presence for a subscriber',
    requirements: ['SSP-PRE-015'],
    change: subscribesAskers(),
  },
  {
    id: 'ssp-presence-watchers-afar-left-out',
    title: 'leaves subscribers of other domains out of watcher lists',
    requirements: ['SSP-PRE-016'],
    unavoidable: ['SSP-PRE-015'],
    change: edits('GetWatcherList-Response', (value) => {
      const { User, Watcher } = anyVersion(value);
      return { ...value, User: ofOwnDomain(User), Watcher: ofOwnDomain(Watcher) };
    }),
  },
];
