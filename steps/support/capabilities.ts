/** Capability lists in scenarios, said in words: `MultiTrans 2 and unanswering`, `delivery method N`. */
import { HarnessError } from '../../src/conformance/scenario/signals.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import type { Party, World } from './world.ts';

type List = Record<string, unknown>;
type Words = readonly (readonly [pattern: RegExp, changes: (value: string, list: List) => List])[];

/** The elements out of these that the version has, set to a value. */
function where(list: List, names: readonly string[], value: unknown): List {
  return Object.fromEntries(names.filter((name) => name in list).map((name) => [name, value]));
}

const WORDS: Words = [
  [/^MultiTrans (\d+)$/, (value) => ({ MultiTrans: Number(value) })],
  [/^MultiTransPerMessage (\d+)$/, (value, list) => where(list, ['MultiTransPerMessage'], Number(value))],
  [/^offline handling (\S+)$/, (value) => ({ OfflineETEMHandling: value })],
  [/^ParserSize (\d+)$/, (value) => ({ ParserSize: Number(value) })],
  [/^delivery method ([PN])$/, (value) => ({ InitialDeliveryMethod: value })],
  [
    /^accepted length (\d+)$/,
    (value, list) => where(list, ['AcceptedContentLength', 'AcceptedPushLength'], Number(value)),
  ],
  [/^accepted text length (\d+)$/, (value, list) => where(list, ['AcceptedTextContentLength'], Number(value))],
  [/^any content$/, () => ({ AnyContent: true })],
  [/^SessionPriority (\d+)$/, (value) => ({ SessionPriority: Number(value) })],
  [/^ServerPollMin (\d+)$/, (value) => ({ ServerPollMin: Number(value) })],
  [
    /^CIR method (\S+)$/,
    (value) => ({
      SupportedBearer: ['HTTP'],
      SupportedCIRMethod: value === 'nothing' ? undefined : [value],
      // Where the client listens; without it the method could not be agreed.
      ...(value === 'SUDP' || value === 'WAPUDP' ? { UDPPort: 3717 } : {}),
    }),
  ],
  [
    /^content type (\S+)$/,
    (value, list) => ({
      AnyContent: undefined,
      AcceptedCharSet: undefined,
      // AcceptedContentType is text up to 1.2 and holds ContentType in 1.3.
      AcceptedContentType: 'AcceptedPullLength' in list ? [{ ContentType: value }] : [value],
    }),
  ],
];

/** The usual capability list with changes said in words, separated by commas or "and". */
export function capabilityList(world: World, words: string): Value<'CapabilityList'> {
  const list: List = { ...world.capabilities };
  for (const word of words.split(/, | and /).filter((one) => !['answering', 'unanswering'].includes(one))) {
    const known = WORDS.find(([pattern]) => pattern.test(word));
    if (known === undefined) throw new HarnessError(`"${word}" says nothing of capabilities`);
    Object.assign(list, known[1](known[0].exec(word)?.[1] ?? '', list));
  }
  return list;
}

/** Logs in and negotiates the capabilities said in words before anything else; `unanswering`: see {@link negotiateAs}. */
export async function openAs(world: World, party: Party, words: string): Promise<void> {
  await party.open({ capabilityList: capabilityList(world, words) });
  // What waits of earlier times comes now, so that it is not taken for what the scenario sends.
  await party.client.drain();
  if (isUnanswering(words)) party.client.respond('NewMessage', () => null);
}

/** Negotiates the capabilities said in words; `unanswering`: what the server begins stays unanswered. */
export async function negotiateAs(world: World, party: Party, words: string): Promise<void> {
  await world.prerequisite('CSP-CAP-001', async () => {
    const outcome = await party.client.negotiateCapabilities(capabilityList(world, words));
    world.expect.success(outcome.answer);
  });
  if (isUnanswering(words)) party.client.respond('NewMessage', () => null);
}

function isUnanswering(words: string): boolean {
  return words.split(/, | and /).includes('unanswering');
}
