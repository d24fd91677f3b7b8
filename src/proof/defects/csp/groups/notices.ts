/** Defects of subscriptions to the changes of groups, and of the notices. */
import { primitive } from '../../../../protocol/messages/envelope.ts';
import type { Session } from '../../../../server/sessions/session.ts';
import type { Change, Defect } from '../../../types.ts';
import { all, changes, handler, mistakesCode, replacesText } from '../../../ways/families.ts';
import { groupRules, withholds } from '../../../ways/groups.ts';

/** Remembers the sessions that sent a SubscribeType, and goes by that. */
function remembering(type: 'S' | 'U', then: (sent: ReadonlySet<string>) => Change): Change {
  const sent = new Set<string>();
  return all(
    handler('SubscribeGroupNotice-Request', (standard) => (request, call) => {
      const answer = standard(request, call);
      if (request.SubscribeType === type && call.session !== undefined) sent.add(call.session.id);
      return answer;
    }),
    then(sent),
  );
}

/** SubscribeType G is answered with this. */
function tellsSubscription(value: (standard: string, session: string) => string): Change {
  return handler('SubscribeGroupNotice-Request', (standard) => (request, call) => {
    const answer = standard(request, call);
    if (typeof answer === 'number' || answer.name !== 'SubscribeGroupNotice-Response') return answer;
    const { Value: known } = answer.value as { readonly Value: string };
    const told = value(known, call.session?.id ?? '');
    return primitive('SubscribeGroupNotice-Response', {
      Value: told,
    });
  });
}

/** Tells others beside those who are to be told. */
function tellsAlso(who: (session: Session) => boolean): Change {
  return groupRules((standard) => ({
    toldOf(group, by) {
      const told = standard.toldOf(group, by);
      const others = group.joined.map(({ session }) => session).filter((one) => one !== by && !told.includes(one));
      return [...told, ...others.filter(who)];
    },
  }));
}

/** After every notice of a leaver comes one that says nothing. */
function sendsEmptyNotices(): Change {
  return changes('groups', () => ({
    access: (point) => ({
      send(session, sent, options) {
        const outcome = point.send(session, sent, options);
        if (sent.name === 'GroupChangeNotice' && 'Left' in sent.value) {
          const { GroupID } = sent.value;
          point.send(session, primitive('GroupChangeNotice', { GroupID }));
        }
        return outcome;
      },
    }),
  }));
}

export const noticeDefects: readonly Defect[] = [
  {
    id: 'notice-subscribed-in-name',
    title: 'tells nothing to those who subscribed by SubscribeType S',
    requirements: ['CSP-GCN-001'],
    change: remembering('S', (sent) => withholds((_notice, session) => sent.has(session.id))),
  },
  {
    id: 'notice-unsubscribed-told-t',
    title: 'goes on telling a subscription after it was ended',
    requirements: ['CSP-GCN-002'],
    change: remembering('U', (sent) => tellsSubscription((known, session) => (sent.has(session) ? 'T' : known))),
  },
  {
    id: 'notice-subscription-told-f',
    title: 'tells every subscription as F',
    requirements: ['CSP-GCN-003'],
    change: tellsSubscription(() => 'F'),
  },
  {
    id: 'notice-not-joined-404',
    title: 'refuses subscriptions of users who are not joined with a code that means something else',
    requirements: ['CSP-GCN-004'],
    change: mistakesCode(808, 404, 'SubscribeGroupNotice-Request'),
  },
  {
    id: 'notice-unknown-404',
    title: 'refuses subscriptions to an unknown group with a code that means something else',
    requirements: ['CSP-GCN-005'],
    change: mistakesCode(800, 404, 'SubscribeGroupNotice-Request'),
  },
  {
    id: 'notice-without-change',
    title: 'sends notices without any change',
    requirements: ['CSP-GCN-006'],
    change: sendsEmptyNotices(),
  },
  {
    id: 'notice-to-everybody',
    title: 'tells everybody joined, subscribed or not',
    requirements: ['CSP-GCN-007'],
    change: remembering('U', (sent) => tellsAlso((session) => !sent.has(session.id))),
  },
  {
    id: 'notice-after-unsubscribing',
    title: 'goes on sending notices to those who unsubscribed',
    requirements: ['CSP-GCN-008'],
    change: remembering('U', (sent) => tellsAlso((session) => sent.has(session.id))),
  },
  {
    id: 'notice-newcomer-in-user-list',
    title: 'names newcomers in a UserList from 1.2 on',
    requirements: ['CSP-GCN-009'],
    versions: ['1.2'],
    change: replacesText(
      /(<GroupChangeNotice[^>]*><GroupID>([^<]*)<\/GroupID><Joined>)<UserMapList><UserMapping><Mapping>(<SName>[^<]*<\/SName>)(?:<UserID>[^<]*<\/UserID>)?<\/Mapping><\/UserMapping><\/UserMapList>/g,
      '$1<UserList><ScreenName>$3<GroupID>$2</GroupID></ScreenName></UserList>',
    ),
  },
  {
    id: 'notice-rejected-not-told',
    title: 'tells nobody who was driven out by the reject list',
    requirements: ['CSP-GCN-012'],
    change: withholds((notice) => 'LeftBlocked' in notice),
  },
];
