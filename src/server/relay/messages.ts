/** Messages across domains: out as SendMessageRequest, in as a local message, with reports both ways (ssp, section 8.1). */
import { draft } from '../../protocol/messages/any-version.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { domainOfAddress } from '../../protocol/ssp/addresses.ts';
import { isSsp, type SspPrimitive, sspPrimitive } from '../../protocol/ssp/envelope.ts';
import { completeSsp, toCsp, toSsp } from '../../protocol/ssp/mapping/convert.ts';
import { extendedDate } from '../../protocol/ssp/mapping/dates.ts';
import type { Mapping } from '../../protocol/ssp/mapping/notation.ts';
import { mappingOfCsp, mappingOfSsp } from '../../protocol/ssp/mapping/table.ts';
import type { SspValue } from '../../protocol/ssp/types.ts';
import { type AccessPoint, Refusal, type ServiceElement } from '../element.ts';
import { compactDate, lengthOf, messageInfo, type StoredMessage, withoutContent } from '../messaging/messages.ts';
import type { MessagingService } from '../messaging/parts.ts';
import type { RemoteUser } from '../messaging/remote-port.ts';
import { codeOfFate } from '../messaging/reports.ts';
import { combined, type ItemOutcome } from '../results.ts';
import type { Ending } from './link.ts';

export interface MessageParts {
  readonly point: AccessPoint;
  readonly domain: string;
  /** Messages whose reports may still come, at most. */
  readonly unreported: number;
  readonly queue: (
    domain: string,
    primitive: SspPrimitive,
    about: { length: number; validity: number; ended: (ending: Ending) => void },
  ) => void;
}

export interface RelayedMessages {
  send(message: StoredMessage, domain: string, users: readonly RemoteUser[]): void;
  /** Takes a message of another domain and gives the answer. */
  receive(value: SspValue<'SendMessageRequest'>, domain: string): SspPrimitive;
  /** Takes a report about a message of this domain; the code of the answer. */
  report(value: SspValue<'DeliveryStatusReport'>, domain: string): number;
  clear(): void;
}

function needed(mapping: Mapping | undefined): Mapping {
  if (mapping === undefined) throw new Error('the table of CSP and SSP lacks a message');
  return mapping;
}

const OUT = needed(mappingOfCsp('SendMessage-Request', {}));
const IN = needed(mappingOfSsp('SendMessageRequest', 'far'));
const REPORT = needed(mappingOfCsp('DeliveryReport-Request', {}));
const ANSWER = needed(mappingOfCsp('SendMessage-Response', {}));

/** The content of this relay is written by what CSP 1.3 can say; each client gets it in the terms of its version. */
const VERSION = '1.3';

export function createRelayedMessages({ point, domain: home, unreported, queue }: MessageParts): RelayedMessages {
  /** By domain and identifier. */
  const sent = new Map<string, StoredMessage>();
  const keyOf = (domain: string, id: string): string => `${domain} ${id}`;
  const messaging = (): MessagingService | undefined => point.element<ServiceElement & MessagingService>('messaging');

  const about = (user: string) => ({ domain: home, user, now: extendedDate(compactDate(point.clock.now())) });

  function remember(message: StoredMessage, domain: string): void {
    sent.set(keyOf(domain, message.id), withoutContent(message));
    const [oldest] = sent.keys();
    if (sent.size > unreported && oldest !== undefined) sent.delete(oldest);
  }

  /** The request has ended: users who were not reached are reported to the sender, where reports were asked for. */
  function ended(message: StoredMessage, users: readonly RemoteUser[], ending: Ending): void {
    const tell = (user: string, code: number) =>
      messaging()?.reported(message, draft('Recipient', { User: [{ UserID: user }] }), code);
    if (!('answer' in ending)) {
      for (const { user } of users) tell(user, ending.code);
      return;
    }
    const { answer } = ending;
    const own = isSsp(answer, 'Status') ? answer.value : (answer.value as { Status?: SspValue<'Status'> }).Status;
    const code = own?.code ?? 200;
    if (code === 200) return;
    const failed = new Map<string, number>();
    for (const detail of own?.DetailedResult ?? []) {
      for (const { userID } of detail.UserID ?? []) failed.set(point.accounts.canonical(userID) ?? userID, detail.code);
    }
    for (const { user } of users) {
      const why = failed.get(user) ?? (code === 201 ? undefined : code);
      if (why !== undefined) tell(user, why);
    }
  }

  function reportAfar(info: Value<'MessageInfo', '1.3'>, from: string, domain: string): StoredMessage['reportAfar'] {
    return (recipient, fate, at) => {
      const value = {
        Result: { Code: codeOfFate(fate, VERSION) },
        DeliveryTime: compactDate(at),
        MessageInfo: { ...info, Recipient: recipient },
      };
      const by = recipient.User?.[0]?.UserID ?? from;
      const primitive = {
        name: 'DeliveryStatusReport',
        value: completeSsp(REPORT, toSsp(REPORT, value, VERSION), about(by)),
      };
      const length = JSON.stringify(value).length;
      queue(domain, primitive as unknown as SspPrimitive, { length, validity: 86_400_000, ended: () => {} });
    };
  }

  return {
    send(message, domain, users) {
      const User = users.map(({ user, client }) => ({
        UserID: user,
        ...(client !== undefined && { ClientID: client }),
      }));
      const { data } = message.content;
      const value = {
        DeliveryReport: message.report !== undefined,
        MessageInfo: { ...messageInfo(message, VERSION), Recipient: { User } },
        ...(data !== undefined && { ContentData: data }),
      };
      const made = completeSsp(OUT, toSsp(OUT, value, VERSION), about(message.from));
      if (message.report !== undefined) remember(message, domain);
      queue(
        domain,
        { name: 'SendMessageRequest', value: made },
        {
          length: lengthOf(message),
          validity: Math.max(0, message.expiresAt - point.clock.now()),
          ended: (ending) => ended(message, users, ending),
        },
      );
    },

    receive(value, domain) {
      const element = messaging();
      if (element === undefined) return sspPrimitive('Status', { code: 501 });
      const carried = toCsp(IN, value, VERSION) as { MessageInfo?: Value<'MessageInfo', '1.3'>; ContentData?: string };
      const { MessageInfo: info, ContentData: data } = carried;
      const from = info?.Sender?.User?.UserID;
      const sender = from === undefined ? undefined : point.accounts.canonical(from);
      if (info?.Recipient === undefined || info.MessageID === undefined || sender === undefined) {
        return sspPrimitive('Status', { code: 400 });
      }
      try {
        const report = value.deliveryReport === true ? reportAfar(info, sender, domain) : undefined;
        const outcomes: readonly ItemOutcome[] = element.receive({ info, data, from: sender, reportAfar: report });
        const answer = { Result: combined(outcomes, VERSION), MessageID: info.MessageID };
        return { name: 'SendMessageResponse', value: toSsp(ANSWER, answer, VERSION) } as unknown as SspPrimitive;
      } catch (error) {
        if (error instanceof Refusal) return sspPrimitive('Status', { code: error.code });
        throw error;
      }
    },

    report(value, domain) {
      const message = sent.get(keyOf(domain, value.MessageInfo?.messageID ?? ''));
      const carried = toCsp(REPORT, value, VERSION) as Partial<Value<'DeliveryReport-Request', '1.3'>>;
      const users = carried.MessageInfo?.Recipient?.User ?? [];
      if (message === undefined) return 426;
      // a domain reports about its own users alone
      const own = users.filter(({ UserID }) => domainOfAddress(UserID) === domain);
      if (own.length === 0) return 901;
      messaging()?.reported(message, { User: own } as Value<'Recipient'>, carried.Result?.Code ?? 200);
      return 200;
    },

    clear: () => sent.clear(),
  };
}
