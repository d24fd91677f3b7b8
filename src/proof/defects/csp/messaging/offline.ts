/** Defects of messages to users who are not logged in. */

import type { Value } from '../../../../protocol/messages/infer.ts';
import type { Defect } from '../../../types.ts';
import { losesUnconfirmed, messaging, sendsInstead, withRecipient } from '../../../ways/messaging.ts';

export const offlineDefects: readonly Defect[] = [
  {
    id: 'group-message-kept',
    title: 'keeps group messages for users who left with their session',
    requirements: ['CSP-OFF-009'],
    change: sendsInstead((request) => {
      const { Recipient } = request.MessageInfo;
      if (Recipient.Group?.[0]?.GroupID === undefined || request.ContentData?.startsWith('missed') !== true)
        return request;
      return withRecipient(request, { ...Recipient, User: [{ UserID: 'wv:bob@example.com' }] });
    }),
  },
  {
    id: 'offline-not-kept',
    title: 'accepts messages to users who are not logged in and forgets them',
    requirements: ['CSP-OFF-001', 'CSP-OFF-003', 'CSP-OFF-005'],
    // Whatever was not handed out at once is forgotten, messages to groups as well.
    unavoidable: ['CSP-OFF-004', 'CSP-OFF-006', 'CSP-OFF-009'],
    change: messaging((standard) => ({ fresh: (copy, now) => copy.offered.size > 0 && standard.fresh(copy, now) })),
  },
  {
    id: 'offline-expired-delivered',
    title: 'delivers messages whose validity has passed',
    requirements: ['CSP-OFF-004'],
    change: sendsInstead(
      (request) =>
        ({ ...request, MessageInfo: { ...request.MessageInfo, Validity: undefined } }) as Value<'SendMessage-Request'>,
    ),
  },
  {
    id: 'offline-unconfirmed-lost',
    title: 'forgets messages that were not confirmed when the session ends',
    requirements: ['CSP-OFF-006'],
    change: losesUnconfirmed(),
  },
];
