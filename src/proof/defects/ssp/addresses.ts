/** Defects in the addresses between servers. */
import { domainOfAddress } from '../../../protocol/ssp/addresses.ts';
import { isSsp, type SspPrimitive, sspPrimitive } from '../../../protocol/ssp/envelope.ts';
import type { SspValue } from '../../../protocol/ssp/types.ts';
import type { Defect } from '../../types.ts';
import { answersOtherwise, editsPrimitive, mistakesPrimitive, relay } from '../../ways/ssp.ts';

type Message = SspPrimitive<'SendMessageRequest'>['value'];

const recipients = (value: Message) => value.MessageInfo.Recipient;
const addressesIn = (value: Message): readonly string[] =>
  recipients(value).flatMap(({ User }) => (User === undefined ? [] : [User.userID]));

/** Refuses messages with an address like that. */
const refusesAddresses = (like: RegExp) =>
  answersOtherwise('SendMessageRequest', (request, standard) => {
    if (!isSsp(request, 'SendMessageRequest') || !addressesIn(request.value).some((one) => like.test(one))) {
      return standard();
    }
    return sspPrimitive('Status', { code: 531 });
  });

/** Changes the Status of the answers to messages. */
const editsResult = (change: (status: SspValue<'Status'>) => SspValue<'Status'>) =>
  answersOtherwise('SendMessageRequest', (_, standard) => {
    const answer = standard();
    if (!isSsp(answer, 'SendMessageResponse')) return answer;
    return sspPrimitive('SendMessageResponse', { ...answer.value, Status: change(answer.value.Status) });
  });

export const serverAddressDefects: readonly Defect[] = [
  {
    id: 'ssp-address-any-requestor',
    title: 'carries out what a user of another domain is said to have asked for',
    requirements: ['SSP-ADR-001'],
    change: relay(() => ({
      foreign(request, domain, standard) {
        if (!isSsp(request, 'SendMessageRequest')) return standard;
        return domainOfAddress(request.value.MessageInfo.Sender.User?.userID ?? '') !== domain;
      },
    })),
  },
  {
    id: 'ssp-address-any-sender',
    title: 'delivers messages under the name of a user of another domain',
    requirements: ['SSP-ADR-002'],
    change: relay(() => ({
      foreign(request, domain, standard) {
        if (!isSsp(request, 'SendMessageRequest')) return standard;
        return domainOfAddress(request.value.MetaInfo.Requestor.User?.userID ?? '') !== domain;
      },
    })),
  },
  {
    id: 'ssp-address-scheme-demanded',
    title: 'knows users under addresses with the scheme alone',
    requirements: ['SSP-ADR-003'],
    change: refusesAddresses(/^(?!wv:)/),
  },
  {
    id: 'ssp-address-case-matters',
    title: 'knows its domain in small letters alone',
    requirements: ['SSP-ADR-004'],
    change: refusesAddresses(/@.*[A-Z]/),
  },
  {
    id: 'ssp-address-unknown-user-404',
    title: 'says 404 of users it does not know',
    requirements: ['SSP-ADR-005'],
    change: editsResult((status) => ({
      ...status,
      DetailedResult: (status.DetailedResult ?? []).map((detail) => ({ ...detail, code: 404 })),
    })),
  },
  {
    id: 'ssp-address-partly-failed-200',
    title: 'answers 200 where some of the addressees failed',
    requirements: ['SSP-ADR-006'],
    change: editsResult((status) => (status.code === 201 ? { code: 200 } : status)),
  },
  {
    id: 'ssp-address-all-failed-200',
    title: 'answers 200 where all addressees failed, with details',
    requirements: ['SSP-ADR-007'],
    change: editsResult((status) => (status.code >= 300 ? { ...status, code: 200 } : status)),
  },
  {
    id: 'ssp-address-no-client-out',
    title: 'names no clients to other servers',
    requirements: ['SSP-ADR-008'],
    change: editsPrimitive('SendMessageRequest', (value) => {
      const { MessageInfo } = value as Message;
      const Recipient = MessageInfo.Recipient.map(({ User }) => ({ User: { userID: User?.userID } }));
      return { MessageInfo: { ...MessageInfo, Recipient } };
    }),
  },
  {
    id: 'ssp-address-no-client-in',
    title: 'delivers what is for one client of a user to any of them',
    requirements: ['SSP-ADR-008'],
    change: mistakesPrimitive('SendMessageRequest', (value) => {
      const message = value as Message;
      const Recipient = recipients(message).map((one) =>
        one.User === undefined ? one : { User: { userID: one.User.userID } },
      );
      return { MessageInfo: { ...message.MessageInfo, Recipient } };
    }),
  },
];
