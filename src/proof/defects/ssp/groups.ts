/** Defects in groups between domains. */
import { isSsp, sspPrimitive } from '../../../protocol/ssp/envelope.ts';
import type { SspValue } from '../../../protocol/ssp/types.ts';
import type { Defect } from '../../types.ts';
import {
  answersOtherwise,
  editsDocuments,
  editsPrimitive,
  editsTransactions,
  keepsBack,
  mistakesStatus,
} from '../../ways/ssp.ts';

const confirmed = () => sspPrimitive('Status', { code: 200 });

/** The message as a fault looks at it, if it comes through a group or goes to one. */
const infoOf = (value: object) => (value as SspValue<'SendMessageRequest'>).MessageInfo;

export const serverGroupDefects: readonly Defect[] = [
  {
    id: 'ssp-group-join-kept',
    title: 'does not send joins to the domain of the group',
    requirements: ['SSP-GRP-001'],
    change: keepsBack('JoinGroupRequest'),
  },
  {
    id: 'ssp-group-join-own-domain',
    title: 'names a group of its own domain in joins to groups of others',
    requirements: ['SSP-GRP-001'],
    change: editsPrimitive('JoinGroupRequest', (value) => {
      const { groupID } = value as SspValue<'JoinGroupRequest'>;
      return { groupID: groupID.replace(/@.*/, '@example.com') };
    }),
  },
  {
    id: 'ssp-group-join-list-left-out',
    title: 'does not say who is in a group, though it was asked to',
    requirements: ['SSP-GRP-002'],
    change: editsPrimitive('JoinGroupResponse', () => ({ JoinedList: undefined })),
  },
  {
    id: 'ssp-group-join-by-status',
    title: 'confirms joins of other domains with a Status alone',
    requirements: ['SSP-GRP-002'],
    change: answersOtherwise('JoinGroupRequest', (_, standard) => {
      const answer = standard();
      return isSsp(answer, 'JoinGroupResponse') ? sspPrimitive('Status', answer.value.Status) : answer;
    }),
  },
  {
    id: 'ssp-group-unknown-joined',
    title: 'confirms joins of other domains to groups that never were',
    requirements: ['SSP-GRP-003'],
    change: mistakesStatus(800, 200),
  },
  {
    id: 'ssp-group-unknown-other-code',
    title: 'takes joins to groups that never were for broken requests',
    requirements: ['SSP-GRP-003'],
    change: mistakesStatus(800, 400),
  },
  {
    id: 'ssp-group-rejected-joined',
    title: 'confirms joins of rejected users of other domains',
    requirements: ['SSP-GRP-004'],
    change: mistakesStatus(809, 200),
  },
  {
    id: 'ssp-group-restricted-joined',
    title: 'confirms joins of users of other domains to groups for members alone',
    requirements: ['SSP-GRP-004'],
    change: answersOtherwise('JoinGroupRequest', (_, standard) => {
      const answer = standard();
      const code = isSsp(answer, 'Status') ? answer.value.code : 200;
      return [816, 803, 810, 431].includes(code)
        ? sspPrimitive('JoinGroupResponse', { Status: { code: 200 } })
        : answer;
    }),
  },
  {
    id: 'ssp-group-left-still-told',
    title: 'confirms that users of other domains leave and goes on sending to them',
    requirements: ['SSP-GRP-008'],
    change: answersOtherwise('LeaveGroupRequest', confirmed),
  },
  {
    id: 'ssp-group-message-twice',
    title: 'sends messages to groups of other domains twice',
    requirements: ['SSP-GRP-005'],
    change: editsDocuments((envelope) => {
      if (envelope.kind !== 'session') return envelope;
      const transactions = envelope.transactions.flatMap((one) => {
        const { primitive } = one;
        const toGroup =
          isSsp(primitive, 'SendMessageRequest') &&
          primitive.value.MessageInfo.Recipient.some(({ GroupID }) => GroupID !== undefined);
        return toGroup ? [one, { ...one, id: `${one.id}-again` }] : [one];
      });
      return { ...envelope, transactions };
    }),
  },
  {
    id: 'ssp-group-message-to-owner',
    title: 'sends messages to groups of other domains to a user there',
    requirements: ['SSP-GRP-005'],
    change: editsPrimitive('SendMessageRequest', (value) => {
      const info = infoOf(value);
      if (info.Recipient.every(({ GroupID }) => GroupID === undefined)) return {};
      return { MessageInfo: { ...info, Recipient: [{ User: { userID: 'wv:zoe@peer.example' } }] } };
    }),
  },
  {
    id: 'ssp-group-message-names-user',
    title: 'names the user and not the group as the sender of group messages',
    requirements: ['SSP-GRP-006'],
    change: editsPrimitive('SendMessageRequest', (value) => {
      const info = infoOf(value);
      if (info.Sender.GroupID === undefined) return {};
      return { MessageInfo: { ...info, Sender: { User: { userID: 'wv:alice@example.com' } } } };
    }),
  },
  {
    id: 'ssp-group-message-stays',
    title: 'sends group messages to users of its own domain alone',
    requirements: ['SSP-GRP-006'],
    change: editsTransactions((one) => {
      const { primitive } = one;
      const isOfGroup = isSsp(primitive, 'SendMessageRequest') && infoOf(primitive.value).Sender.GroupID !== undefined;
      return isOfGroup ? null : one;
    }),
  },
  {
    id: 'ssp-group-outsider-confirmed',
    title: 'confirms messages to groups of users of other domains who have not joined',
    requirements: ['SSP-GRP-007'],
    change: editsPrimitive('SendMessageResponse', () => ({ Status: { code: 200 } })),
  },
  {
    id: 'ssp-group-changes-kept',
    title: 'does not tell users of other domains of changes in groups',
    requirements: ['SSP-GRP-010'],
    unavoidable: ['SSP-GRP-011'],
    change: keepsBack('GroupChangeNotice'),
  },
  {
    id: 'ssp-group-changes-without-left',
    title: 'tells users of other domains who comes and not who goes',
    requirements: ['SSP-GRP-011'],
    change: editsPrimitive('GroupChangeNotice', () => ({ Left: undefined })),
  },
  {
    id: 'ssp-group-changes-by-address',
    title: 'tells users of other domains the addresses of those who join',
    requirements: ['SSP-GRP-011'],
    change: editsPrimitive('GroupChangeNotice', (value) => {
      const { Joined } = value as SspValue<'GroupChangeNotice'>;
      return Joined === undefined ? {} : { Joined: { Name: [...(Joined.Name ?? []), 'wv:bob@example.com'] } };
    }),
  },
  {
    id: 'ssp-group-subscription-always',
    title: 'tells every user of another domain that the changes are subscribed',
    requirements: ['SSP-GRP-012'],
    change: editsPrimitive('GetGroupSubStatusResponse', () => ({ subscribed: true })),
  },
  {
    id: 'ssp-group-subscription-pretended',
    title: 'confirms subscriptions of other domains to changes and enters none',
    requirements: ['SSP-GRP-012'],
    unavoidable: ['SSP-GRP-010', 'SSP-GRP-011'],
    change: answersOtherwise('SubscribeGroupChangeRequest', confirmed),
  },
  {
    id: 'ssp-group-anybody-adds',
    title: 'confirms changes of groups by users of other domains who may not make them',
    requirements: ['SSP-GRP-013'],
    change: mistakesStatus(816, 200),
  },
  {
    id: 'ssp-group-change-pretended',
    title: 'confirms new properties of groups to other domains and sets none',
    requirements: ['SSP-GRP-014'],
    change: answersOtherwise('SetGroupPropsRequest', confirmed),
  },
];
