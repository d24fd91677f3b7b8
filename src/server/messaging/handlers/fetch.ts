/** GetMessageList, GetMessage, MessageDelivered, RejectMessage, ForwardMessage, SetDeliveryMethod. */

import { anyVersion, draft } from '../../../protocol/messages/any-version.ts';
import { primitive } from '../../../protocol/messages/envelope.ts';
import { type Handler, type Handlers, Refusal, type RequestContext } from '../../element.ts';
import { combinedStatus, detailedResults, type ItemOutcome, status } from '../../results.ts';
import { type Copy, messageInfo } from '../messages.ts';
import type { MessagingParts } from '../parts.ts';
import { send } from './send.ts';

/** A copy the session may have: its own user's, and not one meant for another client. */
function waiting(id: string, { session }: RequestContext, { boxes, rules, point }: MessagingParts): Copy | undefined {
  const copy = boxes.get(session.user, id.trim());
  if (copy === undefined || !rules.fresh(copy, point.clock.now())) return undefined;
  return copy.onlySession === undefined || copy.onlySession === session ? copy : undefined;
}

function required(id: string, context: RequestContext, parts: MessagingParts): Copy {
  const copy = waiting(id, context, parts);
  if (copy === undefined) throw new Refusal(426);
  return copy;
}

function getMessageList(parts: MessagingParts): Handler<'GetMessageList-Request'> {
  return (request, context) => {
    const infos =
      request.GroupID === undefined
        ? parts.boxes
            .all(context.session.user)
            .filter((copy) => waiting(copy.message.id, context, parts) !== undefined)
            .map((copy) => messageInfo(copy.message, context.version))
        : groupHistory(request.GroupID, context, parts);
    const shown = request.MessageCount === undefined ? infos : infos.slice(0, request.MessageCount);
    return primitive(
      'GetMessageList-Response',
      context.version === '1.3'
        ? { MessageInfoList: { MessageInfo: shown }, MessageTotalCount: infos.length }
        : { MessageInfo: shown },
    );
  };
}

function groupHistory(groupId: string, { session }: RequestContext, parts: MessagingParts) {
  const groups = parts.groups();
  const group = groups.resolve(groupId);
  if (group === undefined) throw new Refusal(800);
  if (groups.screenNameOf(group, session) === undefined) throw new Refusal(808);
  if (!groups.keepsHistory(group)) throw new Refusal(821);
  return groups.history(group);
}

function getMessage(parts: MessagingParts): Handler<'GetMessage-Request'> {
  return (request, context) => {
    const { message } = required(request.MessageID, context, parts);
    const { data } = message.content;
    return primitive(
      'GetMessage-Response',
      draft('GetMessage-Response', {
        MessageInfo: messageInfo(message, context.version),
        ...(data === undefined ? {} : { ContentData: data }),
      }),
    );
  };
}

/** Number of confirmations remembered for one session. */
const CONFIRMED = 100;

/** Answers a repeated confirmation like the first one: a client that got a message twice confirms it twice. */
function messageDelivered(parts: MessagingParts): Handler<'MessageDelivered'> {
  const confirmed = new WeakMap<object, Set<string>>();
  return (request, context) => {
    const { session } = context;
    const before = confirmed.get(session) ?? new Set<string>();
    if (before.has(request.MessageID.trim())) return 200;
    const { id } = required(request.MessageID, context, parts).message;
    parts.delivery.settle(session.user, id, 'delivered');
    confirmed.set(session, before.add(id));
    if (before.size > CONFIRMED) for (const oldest of before) if (before.delete(oldest)) break;
    return 200;
  };
}

function rejectMessage(parts: MessagingParts): Handler<'RejectMessage-Request'> {
  return (request, context) => {
    const outcomes = request.MessageID.map((id): ItemOutcome => {
      const copy = waiting(id, context, parts);
      if (copy === undefined) return { code: 426, item: { MessageID: id } };
      parts.delivery.settle(context.session.user, copy.message.id, 'rejected');
      return { code: 200, item: { MessageID: id } };
    });
    return combinedStatus(outcomes, context.version);
  };
}

function forwardMessage(parts: MessagingParts): Handler<'ForwardMessage-Request'> {
  return (request, context) => {
    const copy = required(request.MessageID, context, parts);
    const { message } = copy;
    const { outcomes, messageId } = send(
      {
        sender: anyVersion(request).Sender,
        recipient: request.Recipient,
        content: message.content,
        info: draft('MessageInfo', { ...messageInfo(message, '1.3'), Validity: undefined }),
        report: false,
      },
      context,
      parts,
    );
    if (messageId === undefined) return combinedStatus(outcomes, context.version);
    parts.delivery.settle(context.session.user, message.id, 'forwarded');
    const failed = outcomes.filter((outcome) => outcome.code !== 200);
    if (failed.length > 0) return status(201, detailedResults(failed, context.version));
    return context.version === '1.3' ? primitive('ForwardMessage-Response', { MessageID: messageId }) : 200;
  };
}

function setDeliveryMethod(parts: MessagingParts): Handler<'SetDeliveryMethod-Request'> {
  return (request, { session }) => {
    const { GroupID, DeliveryMethod, AcceptedContentLength, GroupContentLimit } = anyVersion(request);
    let group: string | undefined;
    if (GroupID !== undefined) {
      group = parts.groups().resolve(GroupID);
      if (group === undefined) throw new Refusal(800);
      if (parts.groups().screenNameOf(group, session) === undefined) throw new Refusal(808);
    }
    parts.methods.set(session, group, { method: DeliveryMethod, length: AcceptedContentLength ?? GroupContentLimit });
    return 200;
  };
}

export function fetchHandlers(parts: MessagingParts): Handlers {
  return {
    'GetMessageList-Request': getMessageList(parts),
    'GetMessage-Request': getMessage(parts),
    MessageDelivered: messageDelivered(parts),
    'RejectMessage-Request': rejectMessage(parts),
    'ForwardMessage-Request': forwardMessage(parts),
    'SetDeliveryMethod-Request': setDeliveryMethod(parts),
  };
}
