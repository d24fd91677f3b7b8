/** Requests of own users about groups that another domain serves, and what that domain says of those groups (ssp, section 8.1). */
import { canonicalAddress } from '../../protocol/facts/addresses.ts';
import { draft } from '../../protocol/messages/any-version.ts';
import { is, type Primitive, type PrimitiveName, primitive } from '../../protocol/messages/envelope.ts';
import { domainOfAddress } from '../../protocol/ssp/addresses.ts';
import type { SspPrimitive } from '../../protocol/ssp/envelope.ts';
import type { AccessPoint, AnyRequestHandler, RequestContext } from '../element.ts';
import { result } from '../results.ts';
import type { Session } from '../sessions/session.ts';
import type { Memberships } from './memberships.ts';
import type { Translator } from './translate.ts';

/** The requests about a group that cross, each with a GroupID. */
export const GROUP_REQUESTS = [
  'CreateGroup-Request',
  'DeleteGroup-Request',
  'JoinGroup-Request',
  'LeaveGroup-Request',
  'GetJoinedUsers-Request',
  'SubscribeGroupNotice-Request',
  'GetGroupMembers-Request',
  'AddGroupMembers-Request',
  'RemoveGroupMembers-Request',
  'MemberAccess-Request',
  'GetGroupProps-Request',
  'SetGroupProps-Request',
  'RejectList-Request',
] as const satisfies readonly PrimitiveName[];

const NAMES: ReadonlySet<string> = new Set(GROUP_REQUESTS);

/** Screen names tried for a user who gave none. */
const MOST_NAMES = 5;

export interface RelayedGroups {
  /** The handler of a request, past those groups that another domain serves. */
  before(name: PrimitiveName, handler: AnyRequestHandler): AnyRequestHandler;
  /** For a server without groups of its own: all go elsewhere. */
  handler(name: PrimitiveName): AnyRequestHandler;
  /** Takes news of a group from its server; the code of the answer. */
  notice(request: SspPrimitive<'GroupChangeNotice'>): number;
  left(request: SspPrimitive<'LeaveGroupIndication'>): number;
  sessionClosed(session: Session): void;
}

interface GroupParts {
  readonly point: AccessPoint;
  readonly translator: Translator;
  readonly memberships: Memberships;
  /** The domain that serves a group which is not here; undefined where none can be reached that does. */
  readonly serverOf: (group: string) => string | undefined;
  /** The domain that provides groups for a user of this one; undefined for those who use groups as everybody does. */
  readonly providerFor: (user: string) => string | undefined;
  /** Does this server serve groups of that domain? */
  readonly isHere: (domain: string) => boolean;
}

interface Asked {
  readonly GroupID: string;
  readonly ScreenName?: { readonly SName: string; readonly GroupID: string };
  readonly SubscribeNotification?: boolean;
  readonly SubscribeType?: string;
  readonly JoinGroup?: boolean;
}

/** The user part of an address: the screen name of whoever chose none. */
function ownName({ user }: Session): string {
  return user.slice('wv:'.length, user.indexOf('@'));
}

export function createRelayedGroups({
  point,
  translator,
  memberships,
  serverOf,
  providerFor,
  isHere,
}: GroupParts): RelayedGroups {
  const home = point.profile.homeDomains[0] ?? '';
  const canonical = (groupId: string) => canonicalAddress(groupId.trim(), home, 'group');

  function ask(
    domain: string,
    request: Primitive,
    { session, version }: RequestContext,
    ended: (a: Primitive) => void,
  ) {
    point.ask?.({ domain, user: session.user, request, version }, ended);
  }

  /** Joins under a name that is free, for a user who left the choice to the server. */
  function join(
    server: string,
    asked: Asked,
    context: RequestContext,
    done: (answer: Primitive) => void,
    tries = 1,
  ): void {
    const { session, version } = context;
    const own = ownName(session);
    const SName = asked.ScreenName?.SName ?? (tries === 1 ? own : `${own} ${tries}`);
    const name = { ScreenName: { SName, GroupID: asked.GroupID } };
    const request = draft('JoinGroup-Request', { ...asked, ...name });
    ask(server, primitive('JoinGroup-Request', request), context, (answer) => {
      const taken = is(answer, 'Status') && answer.value.Result.Code === 811;
      if (taken && asked.ScreenName === undefined && tries < MOST_NAMES) {
        return join(server, asked, context, done, tries + 1);
      }
      if (!is(answer, 'JoinGroup-Response')) return done(answer);
      const subscribed = asked.SubscribeNotification === true;
      if (session.alive) memberships.join(asked.GroupID, { session, screenName: SName, subscribed });
      const shown = version === '1.3' ? name : {};
      done(primitive('JoinGroup-Response', draft('JoinGroup-Response', { ...answer.value, ...shown })));
    });
  }

  /** Enters an answer into the table here, and gives it as the client expects it. */
  function concluded(name: PrimitiveName, group: string, asked: Asked, session: Session, answer: Primitive): Primitive {
    const code = is(answer, 'Status') ? answer.value.Result.Code : 200;
    if (code >= 300) return answer;
    if (name === 'LeaveGroup-Request') {
      memberships.leave(group, session);
      const left = draft('LeaveGroup-Response', { GroupID: group, Result: result(200) });
      return primitive('LeaveGroup-Response', left);
    }
    if (name === 'DeleteGroup-Request') memberships.leave(group, session);
    if (name === 'CreateGroup-Request' && asked.JoinGroup === true) {
      const screenName = asked.ScreenName?.SName ?? ownName(session);
      memberships.join(group, { session, screenName, subscribed: asked.SubscribeNotification === true });
    }
    const membership = memberships.membership(group, session);
    if (name === 'SubscribeGroupNotice-Request' && asked.SubscribeType !== 'G' && membership !== undefined) {
      membership.subscribed = asked.SubscribeType === 'S';
    }
    return answer;
  }

  function forward(
    name: PrimitiveName,
    domain: string,
    group: string,
    value: unknown,
    context: RequestContext,
  ): number {
    const asked = { ...(value as Asked), GroupID: group };
    const deliver = context.later();
    if (name === 'JoinGroup-Request') {
      join(domain, asked, context, deliver);
      return 101;
    }
    const request = { name, value: asked };
    ask(domain, request, context, (answer) => {
      deliver(concluded(name, group, asked, context.session, answer));
    });
    return 101;
  }

  const route =
    (name: PrimitiveName, handler: AnyRequestHandler | undefined): AnyRequestHandler =>
    (value, context) => {
      const group = canonical((value as Asked).GroupID);
      const domain = group === undefined ? undefined : domainOfAddress(group);
      if (group === undefined || domain === undefined) return handler?.(value, context) ?? 901;
      const provider = isHere(domain) ? providerFor(context.session.user) : undefined;
      if (provider !== undefined) return forward(name, provider, group, value, context);
      if (handler !== undefined && isHere(domain)) return handler(value, context);
      const server = serverOf(group);
      return server === undefined ? 516 : forward(name, server, group, value, context);
    };

  return {
    before: (name, handler) => (NAMES.has(name) ? route(name, handler) : handler),
    handler: (name) => route(name, undefined),
    notice(request) {
      const group = canonical(request.value.groupID) ?? '';
      let told = 0;
      for (const { userID } of request.value.User) {
        const user = point.accounts.canonical(userID) ?? '';
        told += memberships.of(group, user).length;
        for (const session of memberships.subscribed(group, user)) {
          const notice = translator.toCsp(request, 'far', session.version);
          if (notice !== undefined) point.send(session, notice);
        }
      }
      return told > 0 ? 200 : 808;
    },
    left({ value: { groupID, Status } }) {
      const group = canonical(groupID) ?? '';
      const users = (Status.DetailedResult ?? []).flatMap((detail) => detail.UserID ?? []);
      const named = new Set(users.map(({ userID }) => point.accounts.canonical(userID)));
      for (const session of memberships.joined(group)) {
        if (named.size > 0 && !named.has(session.user)) continue;
        memberships.leave(group, session);
        const left = draft('LeaveGroup-Response', { GroupID: group, Result: result(Status.code) });
        point.send(session, primitive('LeaveGroup-Response', left));
      }
      return 200;
    },
    sessionClosed(session) {
      for (const group of memberships.groupsOf(session)) {
        memberships.leave(group, session);
        const server = serverOf(group);
        // another client of the user may still be joined
        if (server === undefined || memberships.of(group, session.user).length > 0) continue;
        const request = primitive('LeaveGroup-Request', draft('LeaveGroup-Request', { GroupID: group }));
        point.ask?.({ domain: server, user: session.user, request, version: '1.3' }, () => undefined);
      }
    },
  };
}
