/**
 * System messages of 1.3: the operator tells users something, and may want an answer: an option, a key that the
 * message shows in a way only people can read, or both. The client answers with SystemMessage-User, in the transaction
 * of the message or in one of its own (AMB-121). A message may have to be answered before the next login: it comes in
 * the Result of the refused login, the answer in the repeated Login-Request (low confidence, CSP-SYS-003, CSP-SYS-004).
 */
import { draft } from '../../protocol/messages/any-version.ts';
import { is, primitive } from '../../protocol/messages/envelope.ts';
import { type Handlers, Refusal } from '../element.ts';
import { result } from '../results.ts';
import type { QueuedForUser } from '../transactions/user-queue.ts';
import type { SystemMessage, SystemMessageOrder, SystemMessageParts, SystemMessages } from './parts.ts';

function elementOf(id: string, order: SystemMessageOrder, requiresResponse: boolean): SystemMessage['element'] {
  const options = (order.options ?? []).map((AnswerOptionText, n) => ({ AnswerOptionID: n + 1, AnswerOptionText }));
  return {
    SystemMessageID: id,
    RequiresResponse: requiresResponse,
    ...(order.text === undefined ? {} : { SystemMessageText: order.text }),
    ...(options.length === 0 ? {} : { AnswerOptions: { AnswerOption: options } }),
    ...(order.verification === undefined ? {} : { VerificationMechanism: order.verification.shown }),
  };
}

export function createSystemMessages(parts: () => SystemMessageParts): SystemMessages {
  const messages = new Map<string, Map<string, SystemMessage>>();
  const posted = new WeakMap<SystemMessage, QueuedForUser>();

  function keep(user: string, message: SystemMessage): void {
    const known = messages.get(user) ?? new Map<string, SystemMessage>();
    const [oldest] = known.keys();
    if (oldest !== undefined && known.size >= parts().profile.perUser) known.delete(oldest);
    messages.set(user, known.set(message.id, message));
  }

  const systemMessages: SystemMessages = {
    send(address, order) {
      const { point, profile, queue } = parts();
      const user = point.accounts.canonical(address);
      if (user === undefined || !point.accounts.has(user))
        throw new Error(`system message: there is no user ${address}`);
      const { options = [], verification } = order;
      const requiresResponse = order.requiresResponse ?? (options.length > 0 || verification !== undefined);
      const id = point.newId('sm');
      const element = elementOf(id, order, requiresResponse);
      const message: SystemMessage = {
        id,
        requiresResponse,
        options,
        key: verification?.key,
        beforeLogin: order.beforeLogin === true,
        element,
        answer: undefined,
      };
      keep(user, message);
      if (message.beforeLogin) return id;
      const sent = primitive('SystemMessage-Request', { SystemMessageList: { SystemMessage: [element] } });
      const queued = queue.post({
        to: user,
        until: point.clock.now() + profile.keepSeconds * 1_000,
        write: ({ version }) => (version === '1.3' ? sent : undefined),
        onAnswer(answer) {
          if (is(answer, 'SystemMessage-User')) systemMessages.take(user, answer.value.SystemMessageResponseList);
        },
      });
      posted.set(message, queued);
      return id;
    },
    withdraw(address, id) {
      const known = messages.get(parts().point.accounts.canonical(address) ?? address);
      const message = known?.get(id);
      if (message === undefined || message.answer !== undefined) return;
      known?.delete(id);
      posted.get(message)?.withdraw();
    },
    answerTo(user, id) {
      const message = messages.get(user)?.get(id);
      if (message?.answer === undefined) return undefined;
      const { option } = message.answer;
      return option === undefined ? '' : (message.options[option - 1] ?? '');
    },
    take(user, { SystemMessageResponse: answers }) {
      const { rules } = parts();
      const taken: (() => void)[] = [];
      for (const { SystemMessageID: id, ChosenOptionID: option, VerificationKey: key } of answers) {
        const message = messages.get(user)?.get(id.trim());
        if (message === undefined) return 404;
        const code = rules.answerCode(message, option, key);
        if (code !== 200) return code;
        taken.push(() => {
          message.answer = { option };
        });
      }
      for (const take of taken) take();
      return 200;
    },
    loginObstacle(user, answers) {
      const known = [...(messages.get(user)?.values() ?? [])];
      if (!known.some((message) => message.beforeLogin && message.answer === undefined)) return undefined;
      const code = answers === undefined ? 200 : systemMessages.take(user, answers);
      const open = known.filter((message) => message.beforeLogin && message.answer === undefined);
      if (open.length === 0) return undefined;
      return draft('Result', {
        ...result(code === 200 ? 403 : code),
        SystemMessageList: { SystemMessage: open.map(({ element }) => element) },
      });
    },
    clear: () => messages.clear(),
  };
  return systemMessages;
}

export function systemMessageHandlers({ systemMessages }: SystemMessageParts): Handlers {
  return {
    'SystemMessage-User'({ SystemMessageResponseList: list }, { session }) {
      const code = systemMessages.take(session.user, list);
      if (code !== 200) throw new Refusal(code);
      return 200;
    },
  };
}
