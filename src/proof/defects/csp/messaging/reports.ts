/** Defects of delivery reports. */
import type { Value } from '../../../../protocol/messages/infer.ts';
import type { Change, Defect } from '../../../types.ts';
import { reportsCode } from '../../../ways/delivery-reports.ts';
import { edits, handler, leavesOut } from '../../../ways/families.ts';
import { editsMessageInfo } from '../../../ways/message-info.ts';
import { messaging } from '../../../ways/messaging.ts';

/** Asks for a report where the sender did, or did not. */
function asks(wanted: (asked: boolean, request: Value<'SendMessage-Request'>) => boolean): Change {
  return handler('SendMessage-Request', (standard) => (given, call) => {
    const request = given;
    return standard({ ...request, DeliveryReport: wanted(request.DeliveryReport === true, request) }, call);
  });
}

export const reportDefects: readonly Defect[] = [
  {
    id: 'report-delivered-500',
    title: 'reports a delivered message with code 500',
    requirements: ['CSP-DLR-001'],
    unavoidable: ['CSP-DLR-002', 'CSP-DLR-003', 'CSP-DLR-005', 'CSP-DLR-009'],
    change: reportsCode(200, 500),
  },
  {
    id: 'report-unasked',
    title: 'reports messages for which nobody asked it to',
    requirements: ['CSP-DLR-002'],
    change: asks(() => true),
  },
  {
    id: 'report-without-id',
    title: 'reports without naming the message',
    requirements: ['CSP-DLR-003'],
    unavoidable: [
      'CSP-DLR-001',
      'CSP-DLR-002',
      'CSP-DLR-005',
      'CSP-DLR-007',
      'CSP-DLR-008',
      'CSP-DLR-009',
      'CSP-IMS-053',
    ],
    change: leavesOut('DeliveryReport-Request', 'MessageInfo/MessageID'),
  },
  {
    id: 'report-group-member',
    title: 'names a joined user in the report of a group message',
    requirements: ['CSP-DLR-005'],
    change: edits('DeliveryReport-Request', (value) =>
      value.MessageInfo.Recipient.Group === undefined
        ? value
        : {
            ...value,
            MessageInfo: { ...value.MessageInfo, Recipient: { User: [{ UserID: 'wv:bob@example.com' }] } },
          },
    ),
  },
  {
    id: 'report-group-none',
    title: 'sends no report about a message to a group',
    requirements: ['CSP-DLR-005'],
    change: asks((asked, request) => asked && request.MessageInfo.Recipient.Group === undefined),
  },
  {
    id: 'report-group-screen-name',
    title: 'names a screen name in the report of a group message',
    requirements: ['CSP-DLR-005'],
    change: edits('DeliveryReport-Request', (value) => {
      const [group] = value.MessageInfo.Recipient.Group ?? [];
      if (group?.GroupID === undefined) return value;
      const Group = [{ ScreenName: { SName: 'somebody', GroupID: group.GroupID } }];
      return { ...value, MessageInfo: { ...value.MessageInfo, Recipient: { Group } } };
    }),
  },
  {
    id: 'report-names-first-recipient',
    title: 'names the first of several recipients in the reports of all',
    requirements: ['CSP-DLR-007'],
    change: (options) => {
      const named = new Map<string, Value<'Recipient'>>();
      return edits('DeliveryReport-Request', (value) => {
        const { MessageID = '', Recipient } = value.MessageInfo;
        const first = named.get(MessageID) ?? Recipient;
        named.set(MessageID, first);
        return { ...value, MessageInfo: { ...value.MessageInfo, Recipient: first } };
      })(options);
    },
  },
  {
    id: 'report-first-recipient-only',
    title: 'reports the first of several recipients only',
    requirements: ['CSP-DLR-007'],
    change: messaging((standard) => ({
      wantsReport: (copy) =>
        standard.wantsReport(copy) &&
        ((copy.message.recipient.User?.length ?? 0) < 2 || copy.message.recipient.User?.[0]?.UserID === copy.to),
    })),
  },
  {
    id: 'report-expired-200',
    title: 'reports an expired message as delivered',
    requirements: ['CSP-DLR-008'],
    change: reportsCode(542, 200),
  },
  {
    id: 'report-offline-lost',
    title: 'forgets reports that arise while the sender is not logged in',
    requirements: ['CSP-DLR-009'],
    change: asks((asked, request) => asked && request.ContentData?.startsWith('report it later') !== true),
  },
  {
    id: 'reports-exchange-sender-and-recipient',
    title: 'exchanges sender and recipient in delivery reports',
    requirements: ['CSP-DLR-040'],
    unavoidable: ['CSP-DLR-007'],
    through: ['features/csp/messaging/reports.feature'],
    change: editsMessageInfo('DeliveryReport-Request', (info) => {
      const { Sender, Recipient } = info as {
        readonly Sender?: { readonly User?: object };
        readonly Recipient?: { readonly User?: readonly object[] };
      };
      const [first] = Recipient?.User ?? [];
      if (Sender?.User === undefined || first === undefined) return info;
      return { ...info, Sender: { User: first }, Recipient: { User: [Sender.User] } };
    }),
  },
];
