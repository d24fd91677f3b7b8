/** Defects of a client: CSP-CLT. */
import { primitive } from '../../../protocol/messages/envelope.ts';
import type { Defect } from '../../types.ts';
import {
  decides,
  editsSent,
  editsValue,
  hangsOnRefusedFunctions,
  ofClient,
  rewritten,
  sends,
  silentOn,
} from '../../ways/clients.ts';

export const clientDefects: readonly Defect[] = [
  ofClient({
    id: 'client-keeps-alive-outside',
    title: 'sends a KeepAlive-Request outside of a session before it logs in',
    requirements: ['CSP-CLT-001'],
    unavoidable: ['CSP-CLT-030'],
    handset: (options) => {
      let first = true;
      return sends((request, envelope) => {
        const login = envelope?.transactions[0];
        if (!first || envelope === undefined || login?.primitive.name !== 'Login-Request') return request;
        first = false;
        return rewritten(request, {
          ...envelope,
          transactions: [
            ...envelope.transactions,
            { mode: 'Request', id: 'early', primitive: primitive('KeepAlive-Request', {}) },
          ],
        });
      })(options);
    },
  }),
  ofClient({
    id: 'client-wrong-digest',
    title: 'makes the digest of the password alone',
    requirements: ['CSP-CLT-003'],
    handset: editsValue('Login-Request', (v) =>
      v.DigestBytes === undefined ? v : { ...v, DigestBytes: 'AAAAAAAAAAAAAAAAAAAAAA==' },
    ),
  }),
  ofClient({
    id: 'client-offers-sha-alone',
    title: 'offers no MD5',
    requirements: ['CSP-CLT-004'],
    versions: ['1.2'],
    unavoidable: ['CSP-CLT-003', 'CSP-LOG-030'],
    handset: editsValue('Login-Request', (v) => (v.DigestSchema === undefined ? v : { ...v, DigestSchema: ['SHA'] })),
  }),
  ofClient({
    id: 'client-hangs-on-refused-functions',
    title: 'does nothing more when a function was refused',
    requirements: ['CSP-CLT-007'],
    unavoidable: ['CSP-SVC-016'],
    handset: hangsOnRefusedFunctions(),
  }),
  ofClient({
    id: 'client-reads-missing-functions-as-none',
    title: 'takes a missing list of functions for none agreed',
    requirements: ['CSP-CLT-008'],
    unavoidable: [
      'CSP-CLT-019',
      'CSP-CLT-020',
      'CSP-CLT-023',
      'CSP-CLT-024',
      'CSP-CLT-025',
      'CSP-CLT-027',
      'CSP-CLT-028',
      'CSP-CLT-030',
      'CSP-CLT-032',
      'CSP-CLT-033',
      'CSP-CLT-034',
      'CSP-CLT-036',
      'CSP-CLT-037',
      'CSP-CLT-017',
      'CSP-CLT-018',
    ],
    handset: decides(() => ({ mayUse: () => false })),
  }),
  ofClient({
    id: 'client-status-without-code',
    title: 'sends a Status with a code of two digits',
    requirements: ['CSP-CLT-012'],
    handset: editsValue('Status', () => ({ Result: { Code: 20 } })),
  }),
  ofClient({
    id: 'client-silent-on-decision',
    title: 'leaves the decision of the invited user unanswered',
    requirements: ['CSP-CLT-018'],
    unavoidable: ['CSP-SES-030'],
    handset: silentOn('Invite-Response'),
  }),
  ofClient({
    id: 'client-searches-nothing',
    title: 'searches without a search element',
    requirements: ['CSP-CLT-015'],
    handset: editsValue('Search-Request', ({ SearchPairList: _, ...v }) => v),
  }),
  ofClient({
    id: 'client-invites-without-id',
    title: 'invites without a name for the invitation',
    requirements: ['CSP-CLT-017'],
    unavoidable: ['CSP-CLT-020'],
    handset: editsValue('Invite-Request', ({ InviteID: _, ...v }) => v),
  }),
  ofClient({
    id: 'client-cancels-another-invitation',
    title: 'takes back an invitation that there is not',
    requirements: ['CSP-CLT-019'],
    handset: editsValue('CancelInvite-Request', (v) => ({ ...v, InviteID: 'another' })),
  }),
  ofClient({
    id: 'client-shares-without-urls',
    title: 'shares content without its URLs',
    requirements: ['CSP-CLT-020'],
    handset: editsValue('Invite-Request', ({ URLList: _, ...v }) => v),
  }),
  ofClient({
    id: 'client-subscribes-to-nobody',
    title: 'subscribes to the presence of another user',
    requirements: ['CSP-CLT-021'],
    handset: editsValue('SubscribePresence-Request', (v) => ({ ...v, User: [{ UserID: 'wv:dave@example.com' }] })),
  }),
  ofClient({
    id: 'client-asks-presence-of-another',
    title: 'asks for the presence of another user',
    requirements: ['CSP-CLT-023'],
    versions: ['1.2'],
    handset: editsValue('GetPresence-Request', (v) => ({ ...v, User: [{ UserID: 'wv:dave@example.com' }] })),
  }),
  ofClient({
    id: 'client-adds-and-removes',
    title: 'adds and removes in one request',
    requirements: ['CSP-CLT-025'],
    handset: editsValue('ListManage-Request', (v) => ({ ...v, RemoveNickList: { UserID: ['wv:dave@example.com'] } })),
  }),
  ofClient({
    id: 'client-attribute-list-of-another',
    title: 'makes the attribute list for another user',
    requirements: ['CSP-CLT-027'],
    versions: ['1.2'],
    handset: editsValue('CreateAttributeList-Request', (v) => ({ ...v, UserID: ['wv:dave@example.com'] })),
  }),
  ofClient({
    id: 'client-names-no-message',
    title: 'names another message than the one announced',
    requirements: ['CSP-CLT-030'],
    handset: editsValue('GetMessage-Request', (v) => ({ ...v, MessageID: 'another' })),
  }),
  ofClient({
    id: 'client-never-wants-reports',
    title: 'never asks for a report',
    requirements: ['CSP-CLT-031'],
    handset: editsValue('SendMessage-Request', (v) => ({ ...v, DeliveryReport: false })),
  }),
  ofClient({
    id: 'client-blocks-the-wrong-way',
    title: 'removes the user it shall block',
    requirements: ['CSP-CLT-032'],
    versions: ['1.2'],
    handset: editsValue('BlockEntity-Request', ({ BlockList }) => ({
      BlockList: { RemoveList: (BlockList as { AddList?: unknown }).AddList ?? { UserID: [] } },
    })),
  }),
  ofClient({
    id: 'client-group-of-another',
    title: 'makes the group under another name',
    requirements: ['CSP-CLT-036'],
    handset: editsValue('CreateGroup-Request', (v) => ({ ...v, GroupID: 'wv:dave/club@example.com' })),
  }),
  ofClient({
    id: 'client-joins-another-group',
    title: 'joins another group',
    requirements: ['CSP-CLT-033'],
    handset: editsValue('JoinGroup-Request', (v) => ({ ...v, GroupID: 'wv:dave/club@example.com' })),
  }),
  ofClient({
    id: 'client-leaves-in-silence',
    title: 'leaves a group without a word',
    requirements: ['CSP-CLT-034'],
    handset: editsSent(() => (one) => (one.primitive.name === 'LeaveGroup-Request' ? undefined : one)),
  }),
  ofClient({
    id: 'client-keeps-watching',
    title: 'never unsubscribes',
    requirements: ['CSP-CLT-022'],
    handset: editsSent(() => (one) => (one.primitive.name === 'UnsubscribePresence-Request' ? undefined : one)),
  }),
  ofClient({
    id: 'client-learns-no-lists',
    title: 'never asks for contact lists',
    requirements: ['CSP-CLT-024'],
    unavoidable: ['CSP-CLT-008'],
    handset: editsSent(() => (one) => (one.primitive.name === 'GetList-Request' ? undefined : one)),
  }),
  ofClient({
    id: 'client-asks-no-watchers',
    title: 'never asks for watchers',
    requirements: ['CSP-CLT-028'],
    handset: editsSent(() => (one) => (one.primitive.name === 'GetWatcherList-Request' ? undefined : one)),
  }),
  ofClient({
    id: 'client-wants-notices-of-any-group',
    title: 'wants notices of groups it has not joined',
    requirements: ['CSP-CLT-035'],
    unavoidable: ['CSP-CLT-034'],
    handset: decides(() => ({ keepsToItsGroups: false })),
  }),
];
