/** Transactions of elements for visitors, on their way to their home domains (ssp, section 8.1). */
import { draft } from '../../protocol/messages/any-version.ts';
import { is, type Primitive, primitive } from '../../protocol/messages/envelope.ts';
import { serviceId } from '../../protocol/ssp/addresses.ts';
import type { SspPrimitive } from '../../protocol/ssp/envelope.ts';
import type { SendOptions, Sent } from '../element.ts';
import { status } from '../results.ts';
import type { Ending } from './link.ts';
import type { RelayTimers } from './options.ts';
import type { Queued } from './queue.ts';
import { statusOf, type Translator } from './translate.ts';
import type { Visitor } from './visitors.ts';

interface NoticeParts {
  readonly domain: string;
  readonly translator: Translator;
  readonly timers: RelayTimers;
  readonly hasRoom: (domain: string, length: number) => boolean;
  readonly queue: (domain: string, primitive: SspPrimitive, about: Queued) => void;
  /** The home of a visitor knows nothing of what the visitor takes part in here. */
  readonly unknown: (visitor: Visitor, notice: Primitive) => void;
}

export type SendToVisitor = (visitor: Visitor, notice: Primitive, options: SendOptions) => Sent;

/** Codes by which a home domain says that its user takes no part in it. */
const NO_PART: ReadonlySet<number> = new Set([531, 808]);

export function createNotices(parts: NoticeParts): SendToVisitor {
  const { domain, translator, timers } = parts;
  const ofDomain = { clientOriginated: false, Requestor: { serviceID: serviceId(domain) } };
  const byUser = (user: string) => ({
    clientOriginated: true,
    Requestor: { serviceID: serviceId(domain), User: { userID: user } },
  });

  /** The parts of a notice to a visitor that the table does not give. */
  function changesFor(visitor: Visitor, notice: Primitive, { from }: SendOptions): Record<string, unknown> | undefined {
    const MetaInfo = from === undefined ? ofDomain : byUser(from);
    switch (notice.name) {
      case 'PresenceNotification-Request':
      case 'GroupChangeNotice':
        return { MetaInfo: ofDomain, User: [{ userID: visitor.user }] };
      case 'LeaveGroup-Response':
        return {};
      case 'InviteUser-Request':
        return { MetaInfo };
      case 'Invite-Response':
        return { MetaInfo, Inviting: { User: { userID: visitor.user } } };
      case 'CancelInviteUser-Request':
        return { MetaInfo, Canceled: { User: { userID: visitor.user } } };
      case 'DeliveryReport-Request':
      case 'NewMessage':
        return { MetaInfo: ofDomain };
      default:
        return undefined;
    }
  }

  /** A group message goes to a user; a private one names the screen name, too. */
  function addressed(made: SspPrimitive, visitor: Visitor): SspPrimitive {
    const { MessageInfo: info } = made.value as { MessageInfo: { Recipient: readonly { ScreenName?: unknown }[] } };
    const names = info.Recipient.filter((one) => one.ScreenName !== undefined);
    const Recipient = [{ User: { userID: visitor.user } }, ...names];
    return { ...made, value: { ...made.value, MessageInfo: { ...info, Recipient } } };
  }

  /** The users whom a forced leave concerns stand in the details of the Status: the primitive has no other place for it. */
  function leaving(made: SspPrimitive, visitor: Visitor): SspPrimitive {
    const { Status } = made.value as { Status: { code: number } };
    const DetailedResult = [{ code: Status.code, UserID: [{ userID: visitor.user }] }];
    return { ...made, value: { ...made.value, Status: { ...Status, DetailedResult } } };
  }

  function made(visitor: Visitor, notice: Primitive, options: SendOptions): SspPrimitive | undefined {
    const changes = changesFor(visitor, notice, options);
    if (changes === undefined) return undefined;
    const acting = { user: options.from ?? visitor.user, counterpart: visitor.user };
    const written = translator.toSsp(notice, visitor.version, acting, changes);
    if (written === undefined) return undefined;
    if (written.name === 'SendMessageRequest') return addressed(written, visitor);
    return written.name === 'LeaveGroupIndication' ? leaving(written, visitor) : written;
  }

  function seconds(notice: Primitive): number {
    if (is(notice, 'InviteUser-Request')) return notice.value.Validity ?? timers.message;
    if (is(notice, 'NewMessage')) return notice.value.MessageInfo.Validity ?? timers.message;
    const short = notice.name === 'PresenceNotification-Request' || notice.name === 'GroupChangeNotice';
    return short ? timers.notice : timers.message;
  }

  /** The answer of a client in the place of that of its home domain. */
  function answerOf(ending: Ending, notice: Primitive): Primitive {
    const code = 'answer' in ending ? statusOf(ending.answer).code : ending.code;
    if (code >= 300 || !is(notice, 'NewMessage')) return status(code);
    return primitive(
      'MessageDelivered',
      draft('MessageDelivered', { MessageID: notice.value.MessageInfo.MessageID ?? '' }),
    );
  }

  return (visitor, notice, options) => {
    if (!visitor.alive) return 'closed';
    const written = made(visitor, notice, options);
    if (written === undefined) return 'not-agreed';
    const length = JSON.stringify(notice.value).length;
    if (!parts.hasRoom(visitor.via, length)) return 'full';
    parts.queue(visitor.via, written, {
      length,
      validity: seconds(notice) * 1_000,
      replaces: options.replaces === undefined ? undefined : `${visitor.id} ${options.replaces}`,
      ended(ending) {
        const answer = answerOf(ending, notice);
        options.onOutcome?.({ kind: 'answered', primitive: answer });
        if (is(answer, 'Status') && NO_PART.has(answer.value.Result.Code)) parts.unknown(visitor, notice);
      },
    });
    return 'queued';
  };
}
