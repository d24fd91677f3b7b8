/** Defects in messages between domains. */
import { isSsp, sspPrimitive } from '../../../protocol/ssp/envelope.ts';
import type { SspValue } from '../../../protocol/ssp/types.ts';
import type { Copy } from '../../../server/messaging/messages.ts';
import type { Change, Defect } from '../../types.ts';
import { all, changes } from '../../ways/families.ts';
import { messaging } from '../../ways/messaging.ts';
import {
  answersOtherwise,
  editsDocuments,
  editsPrimitive,
  editsTransactions,
  keepsBack,
  mistakesPrimitive,
} from '../../ways/ssp.ts';

type Message = SspValue<'SendMessageRequest'>;
type Response = SspValue<'SendMessageResponse'>;
type Report = SspValue<'DeliveryStatusReport'>;

/** The parts of a primitive that a fault looks at. */
const parts = <T>(value: object): T => value as T;

const isFromAfar = ({ message }: Copy): boolean => !message.from.endsWith('@example.com');

/** Gives messages of other domains identifiers of its own, which those domains do not see. */
function numbersAnew(): Change {
  const own = new Map<string, string>();
  const info = <T extends { readonly messageID?: string }>(value: T, id: string | undefined): T =>
    id === undefined ? value : { ...value, messageID: id };
  return all(
    mistakesPrimitive('SendMessageRequest', (value) => {
      const { MessageInfo } = parts<Message>(value);
      const id = `own-${own.size + 1}@example.com`;
      own.set(id, MessageInfo.messageID ?? '');
      return { MessageInfo: info(MessageInfo, id) };
    }),
    editsPrimitive('SendMessageResponse', (value) =>
      info(parts<Response>(value), own.get(parts<Response>(value).messageID)),
    ),
    editsPrimitive('DeliveryStatusReport', (value) => {
      const { MessageInfo } = parts<Report>(value);
      return { MessageInfo: info(MessageInfo, own.get(MessageInfo.messageID ?? '')) };
    }),
  );
}

/** Sends a message to every domain with the recipients of all of them. */
function sendsAllToEach(): Change {
  return editsTransactions((transaction) => {
    const { primitive } = transaction;
    if (!isSsp(primitive, 'SendMessageRequest') || primitive.value.MessageInfo.Recipient.length < 2) return transaction;
    const { MessageInfo } = primitive.value;
    const Recipient = [...MessageInfo.Recipient, { User: { userID: 'wv:zoe@second.example' } }];
    return {
      ...transaction,
      primitive: sspPrimitive('SendMessageRequest', { ...primitive.value, MessageInfo: { ...MessageInfo, Recipient } }),
    };
  });
}

export const serverMessagingDefects: readonly Defect[] = [
  {
    id: 'ssp-message-without-text',
    title: 'loses the text of messages for other domains',
    requirements: ['SSP-IMS-001'],
    unavoidable: ['SSP-IMS-009'],
    change: editsPrimitive('SendMessageRequest', () => ({ ContentData: { contentType: 'text/plain', value: '' } })),
  },
  {
    id: 'ssp-message-parties-exchanged',
    title: 'names the recipient of a message as its sender',
    requirements: ['SSP-IMS-001'],
    change: editsPrimitive('SendMessageRequest', (value) => {
      const { MessageInfo } = parts<Message>(value);
      const [to] = MessageInfo.Recipient;
      return { MessageInfo: { ...MessageInfo, Sender: { User: to?.User } } };
    }),
  },
  {
    id: 'ssp-message-numbered-anew',
    title: 'gives messages of other domains identifiers of its own',
    requirements: ['SSP-IMS-002'],
    change: numbersAnew(),
  },
  {
    id: 'ssp-message-answered-by-status',
    title: 'answers a message with a Status alone',
    requirements: ['SSP-IMS-003'],
    change: answersOtherwise('SendMessageRequest', (_, standard) => {
      const answer = standard();
      return isSsp(answer, 'SendMessageResponse') ? sspPrimitive('Status', answer.value.Status) : answer;
    }),
  },
  {
    id: 'ssp-message-answer-other-identifier',
    title: 'answers a message under an identifier of its own',
    requirements: ['SSP-IMS-003'],
    change: editsPrimitive('SendMessageResponse', () => ({ messageID: 'own-1@example.com' })),
  },
  {
    id: 'ssp-message-always-pushed',
    title: 'pushes messages of other domains to clients that want them announced',
    requirements: ['SSP-IMS-004'],
    change: messaging((standard) => ({
      way: (copy, ...others) => (isFromAfar(copy) ? 'push' : standard.way(copy, ...others)),
    })),
  },
  {
    id: 'ssp-message-always-announced',
    title: 'announces messages of other domains to clients that want them pushed',
    requirements: ['SSP-IMS-004'],
    change: messaging((standard) => ({
      way: (copy, ...others) => (isFromAfar(copy) ? 'notify' : standard.way(copy, ...others)),
    })),
  },
  {
    id: 'ssp-message-base64-kept',
    title: 'takes the characters of content in base64 for the content',
    requirements: ['SSP-IMS-005'],
    change: mistakesPrimitive('SendMessageRequest', (value) => ({
      ContentData: { ...parts<Message>(value).ContentData, encoding: undefined },
    })),
  },
  {
    id: 'ssp-message-type-lost',
    title: 'takes all content of other domains for plain text',
    requirements: ['SSP-IMS-005'],
    change: mistakesPrimitive('SendMessageRequest', (value) => {
      const { MessageInfo, ContentData } = parts<Message>(value);
      return {
        MessageInfo: { ...MessageInfo, contentType: 'text/plain' },
        ContentData: { ...ContentData, contentType: 'text/plain' },
      };
    }),
  },
  {
    id: 'ssp-message-block-ineffective',
    title: 'looks at access lists for users of its own domain alone',
    requirements: ['SSP-IMS-006'],
    change: messaging((standard) => ({
      admits: (lists, owner, approach, contacts) =>
        !approach.user.endsWith('@example.com') || standard.admits(lists, owner, approach, contacts),
    })),
  },
  {
    id: 'ssp-message-block-silent',
    title: 'tells other domains that messages of blocked users were delivered',
    requirements: ['SSP-IMS-006'],
    change: editsPrimitive('SendMessageResponse', () => ({ Status: { code: 200 } })),
  },
  {
    id: 'ssp-message-away-lost',
    title: 'accepts messages of other domains for users who are away and forgets them',
    requirements: ['SSP-IMS-007'],
    unavoidable: ['SSP-IMS-008'],
    change: changes('messaging', () => ({
      service: (previous, { point, boxes }) => ({
        receive(message) {
          const outcomes = previous.receive(message);
          for (const { UserID } of message.info.Recipient.User ?? []) {
            const user = point.accounts.canonical(UserID) ?? '';
            if (point.sessionsOf(user).length === 0) boxes.take(user, message.info.MessageID ?? '');
          }
          return outcomes;
        },
      }),
    })),
  },
  {
    id: 'ssp-message-expired-delivered',
    title: 'delivers messages of other domains after their validity',
    requirements: ['SSP-IMS-008'],
    change: mistakesPrimitive('SendMessageRequest', (value) => ({
      MessageInfo: { ...parts<Message>(value).MessageInfo, validity: undefined },
    })),
  },
  {
    id: 'ssp-message-all-to-each',
    title: 'sends a message to each domain with the users of all of them',
    requirements: ['SSP-IMS-009'],
    change: sendsAllToEach(),
  },
  {
    id: 'ssp-message-twice-for-two',
    title: 'sends a message once for each of its recipients, every time to all of them',
    requirements: ['SSP-IMS-009'],
    change: editsDocuments((envelope) => {
      if (envelope.kind !== 'session') return envelope;
      const transactions = envelope.transactions.flatMap((one) => {
        const { primitive } = one;
        const count = isSsp(primitive, 'SendMessageRequest') ? primitive.value.MessageInfo.Recipient.length : 1;
        return count < 2 ? [one] : [one, { ...one, id: `${one.id}-again` }];
      });
      return { ...envelope, transactions };
    }),
  },
  {
    id: 'ssp-message-failure-swallowed',
    title: 'takes every answer to a message for success',
    requirements: ['SSP-IMS-010'],
    change: mistakesPrimitive('SendMessageResponse', () => ({ Status: { code: 200 } })),
  },
  {
    id: 'ssp-report-not-sent',
    title: 'sends no delivery reports to other domains',
    requirements: ['SSP-IMS-011'],
    unavoidable: ['SSP-IMS-012'],
    change: keepsBack('DeliveryStatusReport'),
  },
  {
    id: 'ssp-report-unasked',
    title: 'reports every message of other domains, asked for or not',
    requirements: ['SSP-IMS-012'],
    change: mistakesPrimitive('SendMessageRequest', () => ({ deliveryReport: true })),
  },
  {
    id: 'ssp-report-not-passed-on',
    title: 'takes delivery reports of other domains and keeps them',
    requirements: ['SSP-IMS-013'],
    change: answersOtherwise('DeliveryStatusReport', () => sspPrimitive('Status', { code: 200 })),
  },
  {
    id: 'ssp-report-other-result',
    title: 'takes every delivery report of another domain for a failure',
    requirements: ['SSP-IMS-013'],
    change: mistakesPrimitive('DeliveryStatusReport', () => ({ DeliveryResult: { Status: { code: 410 } } })),
  },
  {
    id: 'ssp-report-not-asked-for',
    title: 'does not ask other domains for the reports that its clients want',
    requirements: ['SSP-IMS-013'],
    change: editsPrimitive('SendMessageRequest', () => ({ deliveryReport: false })),
  },
];
