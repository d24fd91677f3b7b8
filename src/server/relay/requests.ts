/** Requests of other domains: who may ask, what is carried out, and repeats (ssp, sections 3 and 7.2). */
import { domainOfAddress, domainOfService } from '../../protocol/ssp/addresses.ts';
import { isSsp, type SspPrimitive, type SspTransaction, sspPrimitive } from '../../protocol/ssp/envelope.ts';
import type { SspValue } from '../../protocol/ssp/types.ts';
import type { Link } from './link.ts';
import type { RelayedMessages } from './messages.ts';

const status = (code: number): SspPrimitive => sspPrimitive('Status', { code });

type Part<T> = T extends object ? { readonly [K in keyof T]?: Part<T[K]> | undefined } : T;
type Origin = Part<{ MetaInfo: SspValue<'MetaInfo'>; MessageInfo: SspValue<'MessageInfo'> }>;

/** A peer speaks for its own domain alone: 901 for any other user, sender or domain. */
function speaksForAnother({ name, value }: SspPrimitive, domain: string): boolean {
  const { MetaInfo, MessageInfo } = value as Origin;
  const { serviceID, User } = MetaInfo?.Requestor ?? {};
  const foreign = (address: string | undefined) => address !== undefined && domainOfAddress(address) !== domain;
  if (serviceID !== undefined && domainOfService(serviceID) !== domain) return true;
  if (foreign(User?.userID)) return true;
  const { User: sender, GroupID: group } = MessageInfo?.Sender ?? {};
  return name === 'SendMessageRequest' && (foreign(sender?.userID) || foreign(group?.groupID));
}

export interface RequestParts {
  readonly messages: RelayedMessages;
  /** Answers kept for repeats, by domain. */
  readonly answered: number;
  readonly timeToLive: number;
  /** The session ended by the other server's doing. */
  readonly over: (link: Link) => void;
}

/** The answer to one request; undefined where there is none to give. */
export function answerRequest(
  { id, primitive, unknown }: SspTransaction,
  link: Link,
  parts: RequestParts,
): SspPrimitive | undefined {
  if (id === undefined) return undefined;
  if (primitive === undefined) return unknown === undefined ? undefined : status(405);
  const before = link.given.get(id);
  if (before !== undefined) return before ?? undefined;
  const answer = speaksForAnother(primitive, link.domain) ? status(901) : carryOut(primitive, link, parts);
  link.given.set(id, answer);
  const [oldest] = link.given.keys();
  if (link.given.size > parts.answered && oldest !== undefined) link.given.delete(oldest);
  return answer;
}

function carryOut(primitive: SspPrimitive, link: Link, { messages, timeToLive, over }: RequestParts): SspPrimitive {
  const { domain } = link;
  if (isSsp(primitive, 'SendMessageRequest')) return messages.receive(primitive.value, domain);
  if (isSsp(primitive, 'DeliveryStatusReport')) return status(messages.report(primitive.value, domain));
  if (isSsp(primitive, 'KeepAliveRequest')) {
    const granted = Math.min(primitive.value.timeToLive ?? timeToLive, timeToLive);
    return sspPrimitive('KeepAliveResponse', { timeToLive: granted, Status: { code: 200 } });
  }
  if (isSsp(primitive, 'LogoutRequest') || isSsp(primitive, 'Disconnect')) {
    over(link);
    return status(200);
  }
  return status(501);
}
