/** Defects in the home domain towards other domains, and in refusing what is not for it. */
import { isSsp, type SspEnvelope } from '../../../protocol/ssp/envelope.ts';
import type { Defect } from '../../types.ts';
import { edits } from '../../ways/families.ts';
import { editsPrimitive, editsTransactions, keepsBack, mistakesStatus, relay } from '../../ways/ssp.ts';

const isForUnknown = (envelope: SspEnvelope): boolean =>
  envelope.kind === 'session' && envelope.transactions.some(({ unknown }) => unknown !== undefined);

export const relayDefects: readonly Defect[] = [
  {
    id: 'ssp-relay-not-direct',
    title: 'does not send messages to the domain of their recipients',
    requirements: ['SSP-RLY-001'],
    unavoidable: ['SSP-RLY-012'],
    change: keepsBack('SendMessageRequest'),
  },
  {
    id: 'ssp-relay-served-here',
    title: 'serves users itself whose service another domain provides',
    requirements: ['SSP-RLY-002'],
    change: (options) =>
      options.relay === undefined ? options : { ...options, relay: { ...options.relay, assigned: {} } },
  },
  {
    id: 'ssp-relay-third-domain-accepted',
    title: 'accepts requests for third domains that it does not pass on',
    requirements: ['SSP-RLY-007'],
    change: mistakesStatus(516, 200),
  },
  {
    id: 'ssp-relay-unknown-unanswered',
    title: 'does not answer requests that it does not know',
    requirements: ['SSP-RLY-010'],
    change: editsTransactions((one) =>
      isSsp(one.primitive, 'Status') && one.primitive.value.code === 405 ? null : one,
    ),
  },
  {
    id: 'ssp-relay-unknown-accepted',
    title: 'answers requests that it does not know with success',
    requirements: ['SSP-RLY-010'],
    change: mistakesStatus(405, 200),
  },
  {
    id: 'ssp-relay-unknown-ends-session',
    title: 'serves nothing more in a session in which something unknown came',
    requirements: ['SSP-RLY-010'],
    change: relay(() => {
      let over = false;
      return {
        incoming(envelope) {
          if (envelope.kind === 'setup') over = false;
          if (over) return null;
          over = isForUnknown(envelope);
          return envelope;
        },
      };
    }),
  },
  {
    id: 'ssp-relay-local-recipients-too',
    title: 'names its own recipients of a message to the other domain, too',
    requirements: ['SSP-RLY-012'],
    change: editsPrimitive('SendMessageRequest', (value) => {
      const { MessageInfo } = value as { MessageInfo: { Recipient: readonly object[] } };
      const Recipient = [...MessageInfo.Recipient, { User: { userID: 'wv:bob@example.com' } }];
      return { MessageInfo: { ...MessageInfo, Recipient } };
    }),
  },
  {
    id: 'ssp-relay-version-of-server',
    title: 'gives clients of 1.1 the answers of other domains without what only their version has',
    requirements: ['SSP-RLY-013'],
    change: edits('JoinGroup-Response', (value) => ({ ...value, UserList: undefined })),
  },
];
