/** GroupChangeNotice (csp semantics, Groups): to joined users with a subscription, users named by screen name. */
import { draft } from '../../protocol/messages/any-version.ts';
import { primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { AccessPoint } from '../element.ts';
import type { Session } from '../sessions/session.ts';
import { changedProperties, shownOwn } from './properties.ts';
import type { GroupRules } from './rules.ts';
import { type Group, type Joined, joinedFrom } from './state.ts';

export interface Notices {
  joined(group: Group, newcomer: Joined): void;
  /** `blocked`: driven out by the reject list, which 1.3 tells as LeftBlocked. */
  left(group: Group, leaver: Joined, blocked: boolean): void;
  /** 1.3: a rejected user tried to join (low confidence, CSP-JON-021). */
  joinBlocked(group: Group, screenName: string): void;
  properties(
    group: Group,
    changed: readonly { readonly name: string; readonly value: string }[],
    welcomeNote: Value<'WelcomeNote'> | undefined,
    by: Session,
  ): void;
  /** Told to the user concerned only, where subscribed. */
  ownProperties(group: Group, user: string): void;
}

function nameList(group: Group, screenName: string): Value<'UserList'> {
  return draft('UserList', { ScreenName: [{ SName: screenName, GroupID: group.id }] });
}

export function createNotices(point: AccessPoint, rules: GroupRules): Notices {
  const send = (session: Session, group: Group, change: Record<string, unknown>) => {
    point.send(session, primitive('GroupChangeNotice', draft('GroupChangeNotice', { GroupID: group.id, ...change })));
  };
  return {
    joined(group, newcomer) {
      const { screenName } = newcomer;
      for (const session of rules.toldOf(group, newcomer.session)) {
        const shows = rules.showsUser(group, newcomer.session.user, session.user);
        const mapping = { SName: screenName, ...(shows ? { UserID: newcomer.session.user } : {}) };
        send(session, group, {
          Joined:
            session.version === '1.1'
              ? { UserList: nameList(group, screenName) }
              : { UserMapList: { UserMapping: { Mapping: [mapping] } } },
        });
      }
    },
    left(group, leaver, blocked) {
      for (const session of rules.toldOf(group, leaver.session)) {
        const list = { UserList: nameList(group, leaver.screenName) };
        send(session, group, blocked && session.version === '1.3' ? { LeftBlocked: list } : { Left: list });
      }
    },
    joinBlocked(group, screenName) {
      for (const session of rules.toldOf(group, undefined)) {
        if (session.version === '1.3')
          send(session, group, { JoinedBlocked: { UserList: nameList(group, screenName) } });
      }
    },
    properties(group, changed, welcomeNote, by) {
      for (const session of rules.toldOf(group, by)) {
        // A notice of a new WelcomeNote alone has no Property, which the model does not allow: Name goes with it.
        const name = { name: 'Name', value: group.properties.get('name')?.value ?? '' };
        const list = changed.length === 0 ? [name] : changed;
        send(session, group, { GroupProperties: changedProperties(list, welcomeNote, session.version) });
      }
    },
    ownProperties(group, user) {
      for (const session of point.sessionsOf(user)) {
        const entry = joinedFrom(group, session);
        if (entry?.subscribed === true) send(session, group, { OwnProperties: shownOwn(group, user, session.version) });
      }
    },
  };
}
