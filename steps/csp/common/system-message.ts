/** System messages of 1.3 in scenarios: what the operator has the server ask, and what the user answers. */

import type { Answer, Received, Reply } from '../../../src/client/answers.ts';
import { anyVersion } from '../../../src/protocol/messages/any-version.ts';
import type { Primitive } from '../../../src/protocol/messages/envelope.ts';
import type { Value } from '../../../src/protocol/messages/infer.ts';
import { logIn } from '../../support/login.ts';
import { ranOut } from '../../support/waits.ts';
import type { Party, World } from '../../support/world.ts';

type SystemMessage = Value<'SystemMessage', '1.3'>;
type SystemMessages = Value<'SystemMessageList', '1.3'>;
type Responses = Value<'SystemMessageResponseList', '1.3'>;

/** The text a scenario calls by a label, with a mark that keeps it apart from others. */
export function shownText(world: World, label: string): string {
  return world.recall(`system message:${label}`, () => `${label} [${world.name('notice')}]`);
}

/** Has the operator send a system message; a user who is to answer it does so later. */
export async function sendSystemMessage(
  world: World,
  to: Party,
  label: string,
  options: readonly string[] = [],
): Promise<void> {
  const operator = world.operator('system-message');
  if (options.length > 0) {
    const text = shownText(world, label);
    to.client.respond('SystemMessage-Request', ({ value }) =>
      JSON.stringify(value).includes(text) ? null : undefined,
    );
  }
  await operator.systemMessage?.(to.user, shownText(world, label), options);
}

/** A system message that came, with the transaction that brought it. */
interface Arrival {
  readonly message: SystemMessage;
  readonly by: Received<'SystemMessage-Request'>;
}

/**
 * Waits for the system message with a text; fails when it does not come in time. No poll follows the one that brings it:
 * a server may give up what is left unanswered again and again.
 */
export async function awaitSystemMessage(world: World, party: Party, label: string): Promise<Arrival> {
  const text = shownText(world, label);
  const find = (list: SystemMessages) =>
    list.SystemMessage.find(({ SystemMessageText }) => SystemMessageText?.includes(text) === true);
  try {
    const where = ({ SystemMessageList }: Value<'SystemMessage-Request'>) => find(SystemMessageList) !== undefined;
    const by = await party.client.waitFor('SystemMessage-Request', { where });
    const message = world.expect.present(`SystemMessage "${text}"`, find(by.value.SystemMessageList));
    return world.keep(`arrival:${label}`, { message, by });
  } catch (error) {
    if (!ranOut(error)) throw error;
    return world.fail(
      `SystemMessage-Request with "${text}"`,
      `none within ${Math.round((error.bound ?? 0) / 100) / 10} s (IXIT timers.notification)`,
    );
  }
}

/** AnswerOptionID of the option with a text. */
function optionOf(world: World, { AnswerOptions }: SystemMessage, option: string): number {
  const found = (AnswerOptions?.AnswerOption ?? []).find(({ AnswerOptionText }) => AnswerOptionText?.trim() === option);
  return world.expect.present(`AnswerOption "${option}"`, found).AnswerOptionID;
}

const responses = (SystemMessageID: string, more: object): Responses => ({
  SystemMessageResponse: [{ SystemMessageID, ...more }],
});

/** The verdict of the implementation on the answer to a system message. */
export type Taken = { readonly own: Answer } | { readonly inside: Reply };

/** Codes that say that a server does not know SystemMessage-User as a request (AMB-014). */
const UNKNOWN_REQUEST: readonly number[] = [405, 501, 506];

/**
 * Answers a system message. Whether SystemMessage-User is a transaction of its own or the response to
 * SystemMessage-Request is not established (AMB-121): a server that does not know it as a request gets it as a response.
 */
export async function answerSystemMessage(world: World, party: Party, label: string, option: string): Promise<Taken> {
  const { message, by } = world.kept<Arrival>(`arrival:${label}`);
  const list = responses(message.SystemMessageID, { ChosenOptionID: optionOf(world, message, option) });
  const primitive = {
    name: 'SystemMessage-User',
    value: { SystemMessageResponseList: list },
  } as Primitive;
  const respond = (given: Primitive) =>
    party.client.send([{ mode: 'Response', id: by.transaction.id, primitive: given }]);
  const own = await world.ask(party, primitive);
  if (own.primitive.name === 'Status' && UNKNOWN_REQUEST.includes(own.code ?? 0)) {
    world.note(`SystemMessage-User is no request here (${own.code}): it was sent as a response`);
    return { inside: await respond(primitive) };
  }
  await respond({ name: 'Status', value: { Result: { Code: 200 } } });
  return { own };
}

export function expectTaken(world: World, taken: Taken, codes: readonly number[]): void {
  if ('own' in taken) {
    world.expect.primitive(taken.own, 'Status', codes);
    return;
  }
  const { exchange, response, transactions } = taken.inside;
  const place = { exchange: exchange.number, side: 'response' } as const;
  world.expect.equal('HTTP status', response.status, 200, place);
  for (const { mode, primitive } of transactions) {
    if (mode !== 'Response') continue;
    const code = anyVersion(primitive.value).Result?.Code;
    world.expect.that(
      code !== undefined && codes.includes(code),
      `Status ${codes.join(' or ')}, or no answer`,
      world.notation(primitive),
      place,
    );
  }
}

/** Has the operator hold up the logins of a party until a system message is answered; no longer at the end. */
export async function holdUp(
  world: World,
  party: Party,
  label: string,
  answer: { readonly options?: readonly string[]; readonly key?: string },
): Promise<void> {
  const operator = world.operator('login-message');
  const { options = [], key } = answer;
  world.cleanUp(`let ${party.name} log in`, async () => operator.loginMessage?.(party.user, undefined));
  await operator.loginMessage?.(party.user, { text: shownText(world, label), options, key });
}

/** The system messages in the Result of a refusal. */
function refusedWith(answer: Answer): readonly SystemMessage[] {
  const { SystemMessageList } = (answer.result ?? {}) as Value<'Result', '1.3'>;
  return SystemMessageList?.SystemMessage ?? [];
}

/** The last login was refused with a system message of this text, which is kept. */
export function expectHeldUp(world: World, label: string): void {
  const { answer } = world;
  const text = shownText(world, label);
  const place = world.place(answer, 'Result/SystemMessageList');
  world.expect.that(!answer.success, 'a refusal', world.notation(answer.primitive), place);
  const message = world.expect.some(
    `SystemMessage "${text}"`,
    refusedWith(answer),
    ({ SystemMessageText }) => SystemMessageText?.includes(text) === true,
    place,
  );
  world.keep(`held up:${label}`, message);
}

/** Logs in with an answer to the system message of the refusal before. */
export async function logInAnswering(
  world: World,
  party: Party,
  label: string,
  given: { readonly option?: string; readonly key?: string },
): Promise<void> {
  const message = world.kept<SystemMessage>(`held up:${label}`);
  const { option, key } = given;
  const systemMessages = responses(message.SystemMessageID, {
    ...(option !== undefined && { ChosenOptionID: optionOf(world, message, option) }),
    ...(key !== undefined && { VerificationKey: key }),
  });
  await logIn(world, party, { systemMessages });
}
