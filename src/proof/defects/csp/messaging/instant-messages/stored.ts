/** Defects of messages that wait for their recipient. */

import type { Value } from '../../../../../protocol/messages/infer.ts';
import type { Defect } from '../../../../types.ts';
import { editsInfo, groupsOf, sendsInstead, withRecipient } from '../../../../ways/messaging.ts';

export const storedMessageDefects: readonly Defect[] = [
  {
    id: 'group-message-to-first',
    title: 'delivers a group message to one joined user only',
    requirements: ['CSP-IMS-006'],
    unavoidable: ['CSP-IMS-010', 'CSP-IMS-020', 'CSP-DLR-005'],
    change: groupsOf((standard) => ({ joined: (group) => standard.joined(group).slice(0, 2) })),
  },
  {
    id: 'group-private-off-ignored',
    title: 'delivers private messages in groups that do not allow them',
    requirements: ['CSP-IMS-021'],
    change: groupsOf(() => ({ allowsPrivate: () => true })),
  },
  {
    id: 'group-own-private-off-ignored',
    title: 'delivers private messages to users who take none',
    requirements: ['CSP-IMS-022'],
    change: groupsOf(() => ({ acceptsPrivate: () => true })),
  },
  {
    id: 'group-private-to-all',
    title: 'delivers a private message to everybody in the group',
    requirements: ['CSP-IMS-010'],
    unavoidable: ['CSP-IMS-021', 'CSP-IMS-022', 'CSP-IMS-023', 'CSP-IMS-163'],
    change: sendsInstead((request) => {
      const name = request.MessageInfo.Recipient.Group?.[0]?.ScreenName;
      return name === undefined ? request : withRecipient(request, { Group: [{ GroupID: name.GroupID }] });
    }),
  },
  {
    id: 'group-shows-user',
    title: 'shows the user who sent a group message under a screen name',
    requirements: ['CSP-IMS-011'],
    change: editsInfo((info) => {
      const sender = info.Sender as Value<'Sender'>;
      return sender?.Group === undefined ? info : { ...info, Sender: { User: { UserID: 'wv:alice@example.com' } } };
    }),
  },
  {
    id: 'group-history-empty',
    title: 'shows an empty history of groups that keep none',
    requirements: ['CSP-IMS-050'],
    change: groupsOf(() => ({ keepsHistory: () => true })),
  },
  {
    id: 'group-message-to-strangers',
    title: 'delivers group messages to users who are not joined, too',
    requirements: ['CSP-IMS-007'],
    unavoidable: ['CSP-IMS-020'],
    change: sendsInstead((request) => {
      const { Recipient } = request.MessageInfo;
      if (Recipient.Group?.[0]?.GroupID === undefined) return request;
      return withRecipient(request, { ...Recipient, User: [{ UserID: 'wv:carol@example.com' }] });
    }),
  },
];
