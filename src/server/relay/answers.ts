/** Carrying out what other domains ask of this one: as if a client of the user had asked, or as news for own users. */
import { domainOfAddress } from '../../protocol/ssp/addresses.ts';
import { isSsp, type SspPrimitive, sspPrimitive } from '../../protocol/ssp/envelope.ts';
import type { AccessPoint, RequestContext, ServiceElement } from '../element.ts';
import type { PresenceElement } from '../presence/parts.ts';
import type { RelayedGroups } from './groups.ts';
import type { Link } from './link.ts';
import type { RelayedMessages } from './messages.ts';
import { statusWith, type Translator } from './translate.ts';
import type { Visitor, Visitors } from './visitors.ts';

interface CarryingParts {
  readonly point: AccessPoint;
  readonly translator: Translator;
  readonly visitors: Visitors;
  readonly messages: RelayedMessages;
  readonly groups: RelayedGroups;
  /** Seconds granted at most. */
  readonly timeToLive: number;
}

export type CarryOut = (request: SspPrimitive, link: Link, user: string | undefined) => SspPrimitive;

export function createCarrying(parts: CarryingParts): CarryOut {
  const { point, translator, visitors, messages, groups, timeToLive } = parts;

  function presence(request: SspPrimitive<'PresenceNotification'>): number {
    const element = point.element<ServiceElement & PresenceElement>('presence');
    if (element === undefined) return 501;
    let told = 0;
    for (const { userID } of request.value.User) {
      const watcher = point.accounts.canonical(userID) ?? '';
      for (const value of request.value.PresenceValue) {
        const publisher = point.accounts.canonical(value.userID) ?? '';
        if (element.received(publisher, watcher, value.PresenceSubList ?? {})) told += 1;
      }
    }
    return told > 0 ? 200 : 531;
  }

  function asClient(request: SspPrimitive, link: Link, user: string | undefined): SspPrimitive {
    const known = user === undefined ? undefined : point.accounts.canonical(user);
    const csp = translator.toCsp(request, 'near', '1.3');
    if (csp === undefined || point.perform === undefined) return statusWith(501);
    if (known === undefined || domainOfAddress(known) === undefined) return statusWith(901);
    const visitor = visitors.from(known, link.domain);
    const answer = point.perform(csp, contextOf(visitor));
    return translator.toSsp(answer, '1.3', { user: known }) ?? statusWith(500);
  }

  return (request, link, user) => {
    if (isSsp(request, 'SendMessageRequest')) return messages.receive(request, link);
    if (isSsp(request, 'DeliveryStatusReport')) return statusWith(messages.report(request, link));
    if (isSsp(request, 'PresenceNotification')) return statusWith(presence(request));
    if (isSsp(request, 'GroupChangeNotice')) return statusWith(groups.notice(request));
    if (isSsp(request, 'LeaveGroupIndication')) return statusWith(groups.left(request));
    if (isSsp(request, 'KeepAliveRequest')) {
      const granted = Math.min(request.value.timeToLive ?? timeToLive, timeToLive);
      return sspPrimitive('KeepAliveResponse', { timeToLive: granted, Status: { code: 200 } });
    }
    // whoever took it ends the session
    if (isSsp(request, 'LogoutRequest') || isSsp(request, 'Disconnect')) return statusWith(200);
    return asClient(request, link, user);
  };
}

/** A request of a visitor. Nobody polls for it: what its handler says at once is the answer. */
function contextOf(session: Visitor): RequestContext {
  return { session, version: session.version, transactionId: '', leftOut: [], later: () => () => false };
}
