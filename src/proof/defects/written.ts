/** Defects in parts of messages that no scenario looks at; monitors see them in every message. */
import type { PrimitiveName } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Change, Defect } from '../types.ts';
import { all, edits } from '../ways/families.ts';

interface Info {
  readonly Sender?: object;
  readonly Recipient?: object;
}

/** Changes the MessageInfo of every primitive of a name. */
function editsInfo(name: PrimitiveName, edit: (info: Info & Record<string, unknown>) => object): Change {
  return edits(name, (value) => {
    const { MessageInfo } = value as unknown as { readonly MessageInfo: Info & Record<string, unknown> };
    return { ...value, MessageInfo: edit(MessageInfo) } as unknown as Value<typeof name>;
  });
}

const ABROAD = { User: { UserID: 'wv:alice@elsewhere.example' } };
const NOBODY = { User: [{ UserID: 'wv:nobody-of-them@example.com' }] };

export const writtenDefects: readonly Defect[] = [
  {
    id: 'scheme-twice-in-recipients',
    title: 'writes the scheme of an address twice in the recipients of what it delivers',
    requirements: ['CSP-ADR-042'],
    through: ['features/csp/messaging/instant-messages/sending.feature'],
    change: editsInfo('NewMessage', (info) => {
      const { User = [] } = (info.Recipient ?? {}) as { readonly User?: readonly { readonly UserID: string }[] };
      return {
        ...info,
        Recipient: { ...info.Recipient, User: User.map(({ UserID }) => ({ UserID: `wv:${UserID}` })) },
      };
    }),
  },
  {
    id: 'delivered-to-somebody-else',
    title: 'tells another recipient in what it delivers than the message was sent to',
    requirements: ['CSP-IMS-103'],
    through: ['features/csp/messaging/instant-messages/sending.feature'],
    change: all(
      ...(['NewMessage', 'MessageNotification', 'GetMessage-Response'] as const).map((name) =>
        editsInfo(name, (info) => ({ ...info, Recipient: NOBODY })),
      ),
    ),
  },
  {
    id: 'reports-exchange-sender-and-recipient',
    title: 'exchanges sender and recipient in delivery reports',
    requirements: ['CSP-DLR-040'],
    unavoidable: ['CSP-DLR-007'],
    through: ['features/csp/messaging/reports.feature'],
    change: editsInfo('DeliveryReport-Request', (info) => {
      const { Sender, Recipient } = info as {
        readonly Sender?: { readonly User?: object };
        readonly Recipient?: { readonly User?: readonly object[] };
      };
      const [first] = Recipient?.User ?? [];
      if (Sender?.User === undefined || first === undefined) return info;
      return { ...info, Sender: { User: first }, Recipient: { User: [Sender.User] } };
    }),
  },
  {
    id: 'announced-sender-in-other-domain',
    title: 'announces messages with a sender in another domain',
    requirements: ['CSP-IMS-003'],
    through: ['features/csp/messaging/instant-messages/delivery.feature'],
    change: editsInfo('MessageNotification', (info) => ({ ...info, Sender: ABROAD })),
  },
  {
    id: 'announced-type-other',
    title: 'announces messages with another content type than they were sent with',
    requirements: ['CSP-IMS-003'],
    through: ['features/csp/messaging/instant-messages/delivery.feature'],
    change: editsInfo('MessageNotification', (info) => ({ ...info, ContentType: 'text/html' })),
  },
];
