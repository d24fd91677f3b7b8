/** Messages by their MessageID: what the sender was told, what the recipient is notified of, fetches and confirms. */
import type { Answer, Received } from '../../src/client/answers.ts';
import { HarnessError, Inconclusive } from '../../src/conformance/scenario/signals.ts';
import type { PrimitiveName } from '../../src/protocol/messages/envelope.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import { type Carried, readable } from './content-text.ts';
import { detailsOf } from './details.ts';
import { sendText, textOf, toUser } from './messages.ts';
import { ranOut } from './waits.ts';
import type { Party, World } from './world.ts';

/** Keeps the MessageID under which a text was accepted. */
export function keepId(world: World, label: string, answer: Answer): void {
  if (answer.primitive.name !== 'SendMessage-Response') return;
  const { MessageID } = answer.as('SendMessage-Response');
  // CSP-IMS-001 judges an answer without one; a step that needs it later says so.
  world.keep(`id:${label}`, MessageID);
}

/** The MessageID of a text, as its sender knows it. */
export function idOf(world: World, label: string): string {
  const id = world.kept<string | undefined>(`id:${label}`);
  if (id !== undefined) return id;
  throw Inconclusive.prerequisite('CSP-IMS-001', `the answer to the message "${label}" had no MessageID`);
}

/** A MessageID nobody ever issued. */
export function unknownId(world: World, label: string): string {
  return `${label}-${world.name('message')}`;
}

type Brought = 'NewMessage' | 'MessageNotification';

/** Waits for the transaction that brings or announces a text; fails when it does not come in time. */
export async function awaitTransaction<N extends Brought>(
  world: World,
  party: Party,
  name: N,
  label: string,
): Promise<Received<N>> {
  const id = idOf(world, label);
  try {
    const came = await party.client.waitFor(name, {
      where: (value) => value.MessageInfo.MessageID === id,
    });
    return world.expect.came(came);
  } catch (error) {
    if (!ranOut(error)) throw error;
    const came = party.client.inbox.all.map((entry) => entry.name).join(', ') || 'nothing';
    return world.fail(
      `${name} of the message "${label}"`,
      `${came} within ${Math.round((error.bound ?? 0) / 100) / 10} s (IXIT timers.notification)`,
    );
  }
}

/** Messages that are sent to fill a queue at most. */
const MOST_SENT = 500;

/** Sends messages to a user who is not logged in until no further one may wait (limits.queue). */
export async function fillQueue(world: World, from: Party, to: Party): Promise<void> {
  const { queue = 0 } = world.ixit.limits;
  if (queue > MOST_SENT)
    world.untestable('ixit.limits.queue', `a queue of ${queue} messages takes too long to be filled`);
  for (let count = 0; count < queue; count += 1) {
    const answer = await sendText(world, from, toUser(to.user), `${count}`, { validity: 600 });
    // What is left over from elsewhere fills the queue sooner.
    if (count > 0 && !answer.success) return;
    world.expect.success(answer);
  }
}

/** Has a transaction of this kind come for a text? */
export function cameAs(world: World, party: Party, name: Brought, label: string): boolean {
  const id = idOf(world, label);
  return party.client.inbox.of(name).some((entry) => entry.value.MessageInfo.MessageID === id);
}

export async function fetch(world: World, party: Party, id: string): Promise<Answer> {
  return world.ask(party, { name: 'GetMessage-Request', value: { MessageID: id } });
}

/** The entries of GetMessageList-Response, in whichever form the version has. */
export function listed(answer: Answer): readonly Value<'MessageInfo'>[] {
  const value = answer.as('GetMessageList-Response') as {
    readonly MessageInfo?: readonly Value<'MessageInfo'>[];
    readonly MessageInfoList?: { readonly MessageInfo?: readonly Value<'MessageInfo'>[] };
  };
  return value.MessageInfo ?? value.MessageInfoList?.MessageInfo ?? [];
}

/** A message no longer waits: it cannot be fetched, or where that is not claimed it is not listed. */
export async function noLongerWaits(world: World, party: Party, label: string): Promise<void> {
  const id = idOf(world, label);
  if (world.claims('IMPS-CSP-S-GETM')) {
    world.expect.refused(await fetch(world, party, id), 426);
    return;
  }
  const answer = await world.ask(party, { name: 'GetMessageList-Request', value: {} });
  world.expect.none(`message ${id}`, listed(answer), (info) => info.MessageID === id, world.place(answer));
}

/** The delivery reports about a text. */
export function reportsOf(world: World, party: Party, label: string): readonly Received<'DeliveryReport-Request'>[] {
  const id = idOf(world, label);
  return party.client.inbox.of('DeliveryReport-Request').filter((entry) => entry.value.MessageInfo.MessageID === id);
}

/** Waits for the first delivery report about a text. */
export async function awaitReport(
  world: World,
  party: Party,
  label: string,
): Promise<Received<'DeliveryReport-Request'>> {
  const id = idOf(world, label);
  try {
    const came = await party.client.waitFor('DeliveryReport-Request', {
      where: (value) => value.MessageInfo.MessageID === id,
    });
    return world.expect.came(came);
  } catch (error) {
    if (!ranOut(error)) throw error;
    const known = reportsOf(world, party, label)[0];
    if (known !== undefined) return known;
    return world.fail(
      `DeliveryReport-Request of the message "${label}"`,
      `none within ${Math.round((error.bound ?? 0) / 100) / 10} s (IXIT timers.notification)`,
    );
  }
}

/** The codes of an answer: its own, and those in DetailedResult. */
export function allCodes(answer: Answer): readonly number[] {
  return [answer.code ?? 0, ...detailsOf(answer).map((detail) => detail.Code)];
}

/** Labels in quotation marks: `"one", "two" and "three"`. */
export function labels(text: string): readonly string[] {
  const found = [...text.matchAll(/"([^"]+)"/g)].map(([, label = '']) => label);
  if (found.length === 0) throw new HarnessError(`no text in quotation marks in ${text}`);
  return found;
}

/** The text of a message must be this one. */
export function expectText(world: World, answer: Answer, name: PrimitiveName, label: string): void {
  const value = world.expect.primitive(answer, name) as {
    readonly MessageInfo?: Carried;
    readonly ContentData?: string;
  };
  const text = readable(world, value.MessageInfo ?? {}, value.ContentData);
  world.expect.equal('ContentData', text, textOf(world, label), world.place(answer, 'ContentData'));
}
