/** JoinGroup, LeaveGroup, GetJoinedUsers, SubscribeGroupNotice (mandatory, GETJU, SUBGCN). */

import { anyVersion, draft } from '../../../protocol/messages/any-version.ts';
import { primitive } from '../../../protocol/messages/envelope.ts';
import { type Handler, type Handlers, Refusal } from '../../element.ts';
import { result } from '../../results.ts';
import type { Session } from '../../sessions/session.ts';
import type { GroupParts } from '../parts.ts';
import { checkedProperties } from '../properties.ts';
import { type Group, type Joined, joinedFrom, ownOf, roleOf } from '../state.ts';
import { defaultScreenName } from '../store.ts';
import { requiredJoined } from './lifecycle.ts';

function mapping(group: Group, entry: Joined, to: string, { rules }: GroupParts) {
  const { user } = entry.session;
  return { SName: entry.screenName, ...(rules.showsUser(group, user, to) ? { UserID: user } : {}) };
}

/** Those joined, as JoinGroup-Response lists them in the version of the session. */
function joinedList(group: Group, session: Session, parts: GroupParts): Record<string, unknown> {
  const names = group.joined.map((entry) => ({ SName: entry.screenName, GroupID: group.id }));
  if (session.version === '1.1') return { UserList: { ScreenName: names } };
  const map = { UserMapping: { Mapping: group.joined.map((entry) => mapping(group, entry, session.user, parts)) } };
  return session.version === '1.2' ? { UserMapList: map } : { Joined: { UserMapList: map } };
}

function joinGroup(parts: GroupParts): Handler<'JoinGroup-Request'> {
  return (request, { session, version }) => {
    const group = parts.store.required(request.GroupID);
    const own = anyVersion(request).OwnProperties;
    const changes =
      own === undefined ? [] : checkedProperties('own', own.Property, version, 'ignore', parts.profile.unknownProperty);
    const name = request.ScreenName?.SName;
    if (name !== undefined && name.trim() === '') throw new Refusal(402, 'the screen name is empty');
    let entry = joinedFrom(group, session);
    if (entry !== undefined) {
      // Who may not be in the group any more is told so before being told of having joined (csp semantics, Join decision).
      const allowed = parts.rules.joinCode(group, session.user);
      if (allowed !== 200) throw new Refusal(allowed);
      if (parts.profile.joinAgain === 'refuse') throw new Refusal(807);
      const settings = ownOf(group, session.user).properties;
      for (const change of changes) settings.set(change.name.toLowerCase(), change.value);
    } else {
      const screenName = name ?? defaultScreenName(group, session.user);
      entry = parts.store.join(group, session, screenName, request.SubscribeNotification === true, changes);
    }
    return primitive(
      'JoinGroup-Response',
      draft('JoinGroup-Response', {
        ...(request.JoinedRequest === true ? joinedList(group, session, parts) : {}),
        ...(version === '1.3' ? { ScreenName: { SName: entry.screenName, GroupID: group.id } } : {}),
        ...(group.welcomeNote === undefined ? {} : { WelcomeNote: group.welcomeNote }),
      }),
    );
  };
}

function leaveGroup(parts: GroupParts): Handler<'LeaveGroup-Request'> {
  return (request, context) => {
    const group = parts.store.required(request.GroupID);
    requiredJoined(group, context);
    parts.store.leave(group, context.session);
    return primitive(
      'LeaveGroup-Response',
      draft('LeaveGroup-Response', {
        GroupID: group.id,
        Result: result(200),
      }),
    );
  };
}

function getJoinedUsers(parts: GroupParts): Handler<'GetJoinedUsers-Request'> {
  return (request, context) => {
    const group = parts.store.required(request.GroupID);
    requiredJoined(group, context);
    const { user } = context.session;
    const of = (entries: readonly Joined[]) => ({
      Mapping: entries.map((entry) => mapping(group, entry, user, parts)),
    });
    const role = (entry: Joined) => (entry.session.user === group.owner ? 'Admin' : roleOf(group, entry.session.user));
    const staff = group.owner === user || roleOf(group, user) !== 'User';
    if (!staff) {
      return primitive(
        'GetJoinedUsers-Response',
        draft('GetJoinedUsers-Response', {
          UserMapList: { UserMapping: of(group.joined) },
        }),
      );
    }
    const some = (key: string, level: string) => {
      const entries = group.joined.filter((entry) => role(entry) === level);
      return entries.length === 0 ? {} : { [key]: of(entries) };
    };
    return primitive(
      'GetJoinedUsers-Response',
      draft('GetJoinedUsers-Response', {
        AdminMapList: {
          ...some('AdminMapping', 'Admin'),
          ...some('ModMapping', 'Mod'),
          ...some('UserMapping', 'User'),
        },
      }),
    );
  };
}

function subscribeGroupNotice(parts: GroupParts): Handler<'SubscribeGroupNotice-Request'> {
  return (request, context) => {
    const entry = requiredJoined(parts.store.required(request.GroupID), context);
    if (request.SubscribeType === 'G') {
      return primitive('SubscribeGroupNotice-Response', { Value: entry.subscribed ? 'T' : 'F' });
    }
    entry.subscribed = request.SubscribeType === 'S';
    return 200;
  };
}

export function useHandlers(parts: GroupParts): Handlers {
  return {
    'JoinGroup-Request': joinGroup(parts),
    'LeaveGroup-Request': leaveGroup(parts),
    'GetJoinedUsers-Request': getJoinedUsers(parts),
    'SubscribeGroupNotice-Request': subscribeGroupNotice(parts),
  };
}
