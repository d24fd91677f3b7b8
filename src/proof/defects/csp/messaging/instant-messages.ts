/** Defects of sending, delivery, retrieval and forwarding. */

import { anyVersion, draft } from '../../../../protocol/messages/any-version.ts';
import { status } from '../../../../server/results.ts';
import type { Defect } from '../../../types.ts';
import { reportsCode } from '../../../ways/delivery-reports.ts';
import {
  all,
  asPrimitive,
  edits,
  handler,
  leavesOut,
  mistakesCode,
  pretends,
  withCode,
  withCodes,
} from '../../../ways/families.ts';
import { editsMessageInfo } from '../../../ways/message-info.ts';
import {
  contactsOf,
  editsInfo,
  editsList,
  fetchesForOthers,
  fetchRemoves,
  groupsOf,
  keepsForwarded,
  keepsListing,
  mistakesSending,
  sendsInstead,
  withRecipient,
} from '../../../ways/messaging.ts';
import { withinVersion } from '../../../ways/within-version.ts';

const ABROAD = { User: { UserID: 'wv:alice@elsewhere.example' } };

const NOBODY = { User: [{ UserID: 'wv:nobody-of-them@example.com' }] };

export const messagingDefects: readonly Defect[] = [
  {
    id: 'messages-within-version',
    title: 'hands messages out to sessions in the version of the sender only',
    requirements: ['CSP-IMS-074'],
    unavoidable: ['CSP-GRP-024'],
    change: withinVersion('SendMessage-Request', 'NewMessage', 'MessageNotification'),
  },
  {
    id: 'send-accepted-202',
    title: 'answers an accepted message with 201 instead of 200',
    requirements: ['CSP-IMS-001'],
    unavoidable: ['CSP-IMS-004', 'CSP-IMS-005', 'CSP-IMS-012', 'CSP-IMS-027', 'CSP-IMS-072', 'CSP-SES-014'],
    change: edits('SendMessage-Response', (value) =>
      value.Result.Code === 200 ? { ...value, Result: { Code: 201 } } : value,
    ),
  },
  {
    id: 'send-same-message-id',
    title: 'gives messages MessageIDs that repeat',
    requirements: ['CSP-IMS-002'],
    unavoidable: ['CSP-IMS-025'],
    change: edits('SendMessage-Response', (value) =>
      value.MessageID === undefined ? value : { ...value, MessageID: 'm-1' },
    ),
  },
  {
    id: 'send-first-user-only',
    title: 'delivers to the first of several users only',
    requirements: ['CSP-IMS-004'],
    unavoidable: ['CSP-IMS-016', 'CSP-IMS-025'],
    change: sendsInstead((request) => {
      const { Recipient } = request.MessageInfo;
      return (Recipient.User?.length ?? 0) > 1
        ? withRecipient(request, { ...Recipient, User: Recipient.User?.slice(0, 1) })
        : request;
    }),
  },
  {
    id: 'send-list-first-member-only',
    title: 'delivers to the first member of a contact list only',
    requirements: ['CSP-IMS-005'],
    change: contactsOf((members) => members.slice(0, 1)),
  },
  {
    id: 'send-list-beside-users-ignored',
    title: 'ignores contact lists where users are addressed, too',
    requirements: ['CSP-IMS-072'],
    change: sendsInstead((request) => {
      const { Recipient } = request.MessageInfo;
      const known = Recipient.User?.some(({ UserID }) => !/nobody/.test(UserID)) === true;
      return known ? withRecipient(request, { ...Recipient, ContactList: undefined }) : request;
    }),
  },
  {
    id: 'send-unknown-user-404',
    title: 'refuses an unknown recipient with a code that means something else',
    requirements: ['CSP-IMS-016'],
    change: mistakesSending(531, 404),
  },
  {
    id: 'send-unknown-list-404',
    title: 'refuses an unknown contact list of the sender with a code that means something else',
    requirements: ['CSP-IMS-017'],
    change: handler('SendMessage-Request', (standard) => (request, call) => {
      const answer = asPrimitive(standard(request, call));
      const [list = ''] = request.MessageInfo.Recipient.ContactList ?? [];
      const own = call.session !== undefined && list.toLowerCase().startsWith(call.session.user.split('@')[0] ?? '?');
      return own ? withCodes(answer, 700, 404) : answer;
    }),
  },
  {
    id: 'send-to-lists-of-others',
    title: 'says 200 to a message to the contact list of somebody else',
    requirements: ['CSP-IMS-018'],
    change: handler('SendMessage-Request', (standard) => (request, call) => {
      const answer = asPrimitive(standard(request, call));
      const [list = ''] = request.MessageInfo.Recipient.ContactList ?? [];
      const own = call.session !== undefined && list.toLowerCase().startsWith(call.session.user.split('@')[0] ?? '?');
      return list === '' || own ? answer : withCode(answer, 200);
    }),
  },
  {
    id: 'send-nobody-500',
    title: 'answers a message that reaches nobody, for several reasons, with 500',
    requirements: ['CSP-IMS-024'],
    change: mistakesCode(900, 500, 'SendMessage-Request'),
  },
  {
    id: 'send-partial-without-id',
    title: 'gives a message that reached some of its recipients no MessageID',
    requirements: ['CSP-IMS-025'],
    change: edits('SendMessage-Response', (value) => {
      const { MessageID: _left, ...others } = value;
      return value.Result.Code === 201 ? others : value;
    }),
  },
  {
    id: 'send-anybody-as-sender',
    title: 'lets everybody send in the name of everybody',
    requirements: ['CSP-IMS-026'],
    unavoidable: ['CSP-IMS-011'],
    change: sendsInstead((request) =>
      draft('SendMessage-Request', {
        ...request,
        MessageInfo: { ...request.MessageInfo, Sender: undefined },
      }),
    ),
  },
  {
    id: 'send-sender-demanded',
    title: 'refuses a 1.3 message without Sender',
    requirements: ['CSP-IMS-027'],
    change: handler(
      'SendMessage-Request',
      (standard) => (request, call) =>
        request.MessageInfo.Sender === undefined ? status(400) : standard(request, call),
    ),
  },
  {
    id: 'send-without-date',
    title: 'delivers messages without DateTime',
    requirements: ['CSP-IMS-028'],
    change: editsInfo(({ DateTime: _left, ...info }) => info),
  },
  {
    id: 'push-without-content',
    title: 'pushes messages without their content',
    requirements: ['CSP-IMS-034'],
    unavoidable: ['CSP-IMS-035', 'CSP-IMS-036', 'CSP-IMS-063'],
    change: leavesOut('NewMessage', 'ContentData'),
  },
  {
    id: 'push-forgets-at-once',
    title: 'forgets a pushed message before it is confirmed',
    requirements: ['CSP-IMS-035'],
    change: handler('GetMessage-Request', (standard) => (request, call) => {
      const pushed = call.session?.capabilities.deliveryMethod === 'P';
      return pushed ? status(426) : standard(request, call);
    }),
  },
  {
    id: 'push-again-after-confirmation',
    title: 'keeps confirmed messages in the list of those waiting',
    requirements: ['CSP-IMS-036'],
    unavoidable: ['CSP-IMS-046', 'CSP-IMS-047', 'CSP-IMS-048'],
    change: keepsListing(),
  },
  {
    id: 'confirm-unknown-200',
    title: 'says 200 to the confirmation of a message that never was',
    requirements: ['CSP-IMS-038'],
    change: mistakesCode(426, 200, 'MessageDelivered'),
  },
  {
    id: 'notify-with-content',
    title: 'sends the content with the announcement',
    requirements: ['CSP-IMS-039'],
    versions: ['1.3'],
    change: edits('MessageNotification', (value) => ({ ...value, ContentData: 'here it is already' })),
  },
  {
    id: 'fetch-other-content',
    title: 'hands out other content than what was sent',
    requirements: ['CSP-IMS-041'],
    unavoidable: ['CSP-IMS-035', 'CSP-IMS-042', 'CSP-IMS-044'],
    change: edits('GetMessage-Response', (value) => ({ ...value, ContentData: `${value.ContentData ?? ''} ` })),
  },
  {
    id: 'confirm-fetched-202',
    title: 'answers the confirmation of a fetched message with 202',
    requirements: ['CSP-IMS-037'],
    change: mistakesCode(200, 202, 'MessageDelivered'),
  },
  {
    id: 'fetch-removes',
    title: 'forgets a message as soon as it is fetched',
    requirements: ['CSP-IMS-042'],
    unavoidable: ['CSP-IMS-037'],
    change: fetchRemoves(),
  },
  {
    id: 'fetch-unknown-404',
    title: 'refuses to fetch an unknown message with a code that means something else',
    requirements: ['CSP-IMS-043'],
    unavoidable: ['CSP-IMS-042', 'CSP-IMS-044', 'CSP-IMS-052', 'CSP-IMS-071', 'CSP-IMS-054'],
    change: mistakesCode(426, 402, 'GetMessage-Request'),
  },
  {
    id: 'fetch-messages-of-others',
    title: 'hands out messages of other users',
    requirements: ['CSP-IMS-044'],
    unavoidable: ['CSP-IMS-042', 'CSP-IMS-052', 'CSP-IMS-071', 'CSP-IMS-054'],
    change: fetchesForOthers(),
  },
  {
    id: 'list-hides-newest',
    title: 'leaves the newest waiting message out of the list',
    requirements: ['CSP-IMS-045'],
    unavoidable: ['CSP-IMS-047'],
    change: editsList((list) => list.slice(0, -1)),
  },
  {
    id: 'list-ignores-count',
    title: 'ignores MessageCount',
    requirements: ['CSP-IMS-046'],
    change: handler(
      'GetMessageList-Request',
      (standard) => (request, call) => standard({ ...request, MessageCount: undefined }, call),
    ),
  },
  {
    id: 'list-total-is-count',
    title: 'tells the length of the list as MessageTotalCount',
    requirements: ['CSP-IMS-047'],
    versions: ['1.3'],
    change: edits('GetMessageList-Response', (value) =>
      'MessageInfoList' in value
        ? { ...value, MessageTotalCount: value.MessageInfoList?.MessageInfo?.length ?? 0 }
        : value,
    ),
  },
  {
    id: 'list-empty-refused',
    title: 'answers an empty list with Status 426',
    requirements: ['CSP-IMS-048'],
    unavoidable: ['CSP-IMS-036'],
    change: handler('GetMessageList-Request', (standard) => (request, call) => {
      const answer = asPrimitive(standard(request, call));
      return JSON.stringify(answer).includes('MessageID') ? answer : status(426);
    }),
  },
  {
    id: 'list-unknown-group-empty',
    title: 'shows an empty history of a group that never was',
    requirements: ['CSP-IMS-051'],
    change: handler('GetMessageList-Request', (standard) => (request, call) => {
      const { GroupID, ...others } = request;
      return GroupID?.includes('none') === true ? standard(others, call) : standard(request, call);
    }),
  },
  {
    id: 'reject-ignored',
    title: 'says 200 to a rejection and keeps the message',
    requirements: ['CSP-IMS-052', 'CSP-IMS-071'],
    unavoidable: ['CSP-IMS-054', 'CSP-IMS-053'],
    change: pretends('RejectMessage-Request'),
  },
  {
    id: 'reject-unknown-200',
    title: 'says 200 to the rejection of a message that never was',
    requirements: ['CSP-IMS-054'],
    change: mistakesCode(426, 200, 'RejectMessage-Request'),
  },
  {
    id: 'reject-first-only',
    title: 'rejects only the first of several messages',
    requirements: ['CSP-IMS-071'],
    unavoidable: ['CSP-IMS-054'],
    change: handler('RejectMessage-Request', (standard) => (request, call) => {
      const { MessageID } = request;
      return standard({ MessageID: MessageID.slice(0, 1) }, call);
    }),
  },
  {
    id: 'method-n-ignored',
    title: 'goes on pushing after the delivery method was set to N',
    requirements: ['CSP-IMS-062'],
    change: handler('SetDeliveryMethod-Request', (standard) => (request, call) => {
      const { DeliveryMethod, GroupID } = request;
      return DeliveryMethod === 'N' && GroupID === undefined ? 200 : standard(request, call);
    }),
  },
  {
    id: 'method-p-ignored',
    title: 'goes on announcing after the delivery method was set to P',
    requirements: ['CSP-IMS-063'],
    change: handler(
      'SetDeliveryMethod-Request',
      (standard) => (request, call) => (request.DeliveryMethod === 'P' ? 200 : standard(request, call)),
    ),
  },
  {
    id: 'method-of-group-for-all',
    title: 'applies a delivery method for one group to all messages',
    requirements: ['CSP-IMS-064'],
    change: handler(
      'SetDeliveryMethod-Request',
      (standard) => (request, call) => standard({ ...request, GroupID: undefined }, call),
    ),
  },
  {
    id: 'forward-pretended',
    title: 'accepts a message to be forwarded and delivers it to nobody',
    requirements: ['CSP-IMS-055'],
    unavoidable: ['CSP-IMS-056', 'CSP-IMS-058', 'CSP-IMS-059', 'CSP-IMS-060', 'CSP-IMS-061', 'CSP-IMS-161'],
    versions: ['1.2'],
    change: pretends('ForwardMessage-Request'),
  },
  {
    id: 'forward-keeps-copy',
    title: 'keeps a forwarded message waiting for the one who forwarded it',
    requirements: ['CSP-IMS-056'],
    unavoidable: ['CSP-IMS-055', 'CSP-IMS-058'],
    change: keepsForwarded(),
  },
  {
    id: 'forward-unknown-404',
    title: 'refuses to forward an unknown message with a code that means something else',
    requirements: ['CSP-IMS-059'],
    change: mistakesCode(426, 404, 'ForwardMessage-Request'),
  },
  {
    id: 'forward-to-unknown-404',
    title: 'refuses to forward to an unknown user with a code that means something else',
    requirements: ['CSP-IMS-060'],
    change: mistakesCode(531, 404, 'ForwardMessage-Request'),
  },
  {
    id: 'forward-answered-by-status',
    title: 'answers a 1.3 forwarding with Status',
    requirements: ['CSP-IMS-061'],
    versions: ['1.3'],
    change: handler('ForwardMessage-Request', (standard) => (request, call) => {
      const answer = asPrimitive(standard(request, call));
      return answer.name === 'ForwardMessage-Response' ? 200 : answer;
    }),
  },
  {
    id: 'group-unknown-404',
    title: 'refuses a message to an unknown group with a code that means something else',
    requirements: ['CSP-IMS-019'],
    change: mistakesSending(800, 404),
  },
  {
    id: 'group-not-joined-404',
    title: 'refuses a message to a group that is not joined with a code that means something else',
    requirements: ['CSP-IMS-020'],
    change: mistakesSending(808, 404),
  },
  {
    id: 'group-nobody-404',
    title: 'refuses a screen name nobody holds with a code that means something else',
    requirements: ['CSP-IMS-023'],
    change: mistakesSending(410, 404),
  },
  {
    id: 'forwarding-in-part-200',
    title: 'answers a forwarding that reached some of its recipients as if it had reached all',
    requirements: ['CSP-IMS-161'],
    change: mistakesCode(201, 200, 'ForwardMessage-Request'),
  },
  {
    id: 'history-outside-code',
    title: 'refuses the history of a group to whoever is outside with a code that means something else',
    requirements: ['CSP-IMS-162'],
    change: mistakesCode(808, 531, 'GetMessageList-Request'),
  },
  {
    id: 'report-rejected-200',
    title: 'reports a rejected message as delivered',
    requirements: ['CSP-IMS-053'],
    change: reportsCode(538, 200),
  },
  {
    id: 'report-forwarded-500',
    title: 'reports a forwarded message with code 500',
    requirements: ['CSP-IMS-058'],
    versions: ['1.3'],
    change: reportsCode(541, 500),
  },
  {
    id: 'delivered-to-somebody-else',
    title: 'tells another recipient in what it delivers than the message was sent to',
    requirements: ['CSP-IMS-103'],
    through: ['features/csp/messaging/instant-messages/sending.feature'],
    change: all(
      ...(['NewMessage', 'MessageNotification', 'GetMessage-Response'] as const).map((name) =>
        editsMessageInfo(name, (info) => ({ ...info, Recipient: NOBODY })),
      ),
    ),
  },
  {
    id: 'announced-sender-in-other-domain',
    title: 'announces messages with a sender in another domain',
    requirements: ['CSP-IMS-003'],
    through: ['features/csp/messaging/instant-messages/delivery.feature'],
    change: editsMessageInfo('MessageNotification', (info) => ({ ...info, Sender: ABROAD })),
  },
  {
    id: 'announced-type-other',
    title: 'announces messages with another content type than they were sent with',
    requirements: ['CSP-IMS-003'],
    through: ['features/csp/messaging/instant-messages/delivery.feature'],
    change: editsMessageInfo('MessageNotification', (info) => ({ ...info, ContentType: 'text/html' })),
  },
  {
    id: 'history-one-short',
    title: 'leaves the first message out of the history of a group',
    requirements: ['CSP-IMS-163'],
    change: groupsOf((standard) => ({ history: (group) => standard.history(group).slice(1) })),
  },
  {
    id: 'method-without-length',
    title: 'takes no notice of the length in SetDeliveryMethod',
    requirements: ['CSP-IMS-164'],
    change: handler('SetDeliveryMethod-Request', (standard) => (request, call) => {
      const { AcceptedContentLength: _left, ...others } = anyVersion(request);
      return standard(others, call);
    }),
  },
];
