/** The tester's servers in steps: what came to them, and messages between their users and those of the server. */
import type { PeerNumber, StrangerLetter } from '../../src/conformance/scenario/peers.ts';
import { PeerError } from '../../src/peer/errors.ts';
import { forUser } from '../../src/peer/meta.ts';
import type { Arrival, PeerAnswer, RequestOptions } from '../../src/peer/types.ts';
import {
  isStep,
  type SspEnvelope,
  type SspMode,
  type SspPrimitiveName,
  type SspSetupEnvelope,
  type SspStep,
  type SspStepName,
  sspPrimitive,
} from '../../src/protocol/ssp/envelope.ts';
import type { SspValue } from '../../src/protocol/ssp/types.ts';
import { textOf } from './messages.ts';
import type { Party, PeerActor, World } from './world.ts';

/** A user of one of the tester's servers, as a step names it. */
export interface Stranger {
  readonly letter: StrangerLetter;
  readonly number: PeerNumber;
}

export async function addressOf(world: World, { letter, number }: Stranger): Promise<string> {
  return (await world.peer(number)).user(letter);
}

/** A step of a set-up that came to the peer. */
export interface SeenStep<N extends SspStepName = SspStepName> {
  readonly arrival: Arrival;
  readonly envelope: SspSetupEnvelope;
  readonly step: SspStep<N>;
}

/** The parts of steps, of which a server may have left any out. */
export interface StepParts {
  readonly serviceID?: string;
  readonly protocol?: string;
  readonly protocolVersion?: string;
  readonly SecretToken?: { readonly encoding?: string; readonly value?: string };
  readonly PasswordDigest?: { readonly encoding?: string; readonly value?: string };
  readonly timeToLive?: number;
  readonly sessionID?: string;
  readonly Status?: { readonly code?: number };
}
export function partsOf({ step }: SeenStep): StepParts {
  const { value }: { readonly value: object } = step;
  return value;
}

/** Plain data that no model allows, for what is wrong on purpose. */
export function wrong<T>(value: unknown): T {
  return JSON.parse(JSON.stringify(value));
}

/** Steps of that name and mode that came to the peer, after the first `since` documents. */
export function stepsAt<N extends SspStepName>(
  { peer }: PeerActor,
  name: N,
  mode?: SspMode | null,
  since = 0,
): readonly SeenStep<N>[] {
  return peer.arrivals.slice(since).flatMap((arrival) => {
    const { envelope } = arrival;
    if (envelope?.kind !== 'setup' || !isStep(envelope.step, name)) return [];
    if (mode !== undefined && mode !== null && envelope.mode !== mode) return [];
    return [{ arrival, envelope, step: envelope.step }];
  });
}

/** The documents that had come when the scenario began to look. */
export function mark(world: World, { peer }: PeerActor): void {
  world.keep('peer:mark', peer.arrivals.length);
}
export function marked(world: World): number {
  return world.recall('peer:mark', () => 0);
}

/** The first such step since the mark, as soon as it has come. */
export async function awaitStep<N extends SspStepName>(
  world: World,
  actor: PeerActor,
  name: N,
  mode?: SspMode | null,
  bound?: number,
): Promise<SeenStep<N>> {
  const since = marked(world);
  const find = () => stepsAt(actor, name, mode, since)[0];
  await actor.arrival(() => find() !== undefined, bound);
  const found = find();
  if (found !== undefined) return world.expect.came(found);
  const came = actor.peer.arrivals.slice(since).map(nameOfArrival).join(', ') || 'nothing';
  return world.fail(mode === undefined || mode === null ? name : `${name} (${mode})`, came);
}

/** `SendSecretToken (Request)`, for failures. */
export function nameOfArrival({ envelope }: Arrival): string {
  return envelope === undefined ? 'a document that cannot be read' : nameOfEnvelope(envelope);
}
function nameOfEnvelope(envelope: SspEnvelope): string {
  if (envelope.kind === 'setup') return `${envelope.step?.name ?? envelope.unknown ?? 'no step'} (${envelope.mode})`;
  const names = envelope.transactions.map(
    ({ primitive, unknown, mode }) => `${primitive?.name ?? unknown ?? 'nothing'} (${mode})`,
  );
  return names.join(' and ') || 'an empty session';
}

/** Posts an envelope by hand; whether it is taken does not matter. */
export async function postLoosely({ peer, until, home }: PeerActor, envelope: SspEnvelope): Promise<void> {
  await until(
    peer.post(home, envelope).then(
      () => undefined,
      () => undefined,
    ),
  );
}

/** Changes every step of that name which the peer sends; null: it is held back. */
export function changesStep<N extends SspStepName>(
  { peer }: PeerActor,
  name: N,
  change: (step: SspValue<N>, envelope: SspSetupEnvelope) => SspValue<N> | null,
): void {
  peer.changeSteps((envelope) => {
    if (!isStep(envelope.step, name)) return envelope;
    const value = change(envelope.step.value, envelope);
    return value === null ? null : { ...envelope, step: wrong<SspStep>({ name, value }) };
  });
}

/** Tries to set up a session, however that ends; the fault, if it failed. */
export async function tries({ peer, until, home }: PeerActor): Promise<unknown> {
  return until(
    peer.open(home).then(
      () => undefined,
      (error: unknown) => error,
    ),
  );
}

/**
 * Sends a request of the peer that may be refused in any way, and keeps the answer for later steps; undefined where the
 * connection was closed or HTTP refused the document.
 */
export async function asks<N extends SspPrimitiveName>(
  world: World,
  { peer, until, home, session }: PeerActor,
  name: N,
  value: SspValue<N>,
  options?: RequestOptions,
): Promise<PeerAnswer | undefined> {
  await session();
  const came = await until(peer.request(home, name, value, options).catch((error: unknown) => error));
  if (!(came instanceof Error)) return world.keep('peer:answer', came as PeerAnswer);
  if (!(came instanceof PeerError)) throw came;
  if (came.fault !== 'transport') return world.fail(`an answer to ${name}`, came.message);
  return world.keep('peer:answer', undefined);
}

/** The parts of a Status that name who failed. */
interface Failing {
  readonly code?: number;
  readonly UserID?: readonly { readonly userID: string }[];
}

/** The Status of an answer, its own or that it holds. */
export function statusIn({ primitive }: PeerAnswer): { code?: number; DetailedResult?: readonly Failing[] } {
  const value: object = primitive.value;
  const holder: { readonly Status?: object } = value;
  return primitive.name === 'Status' ? value : (holder.Status ?? {});
}

export interface MessageFromPeer {
  readonly label: string;
  readonly from?: string;
  readonly to: readonly string[];
  readonly report?: boolean;
}

/** A message of a user of the peer, as SSP has it; Z sends it if nobody else is named. */
export function messageTo(world: World, actor: PeerActor, about: MessageFromPeer): SspValue<'SendMessageRequest'> {
  const from = about.from ?? actor.user('Z');
  const id = messageId(world, actor, about.label);
  return {
    deliveryReport: about.report ?? false,
    MetaInfo: forUser(from, actor.domain),
    MessageInfo: {
      messageID: id,
      contentType: 'text/plain',
      validity: 600,
      Recipient: about.to.map((userID) => ({ User: { userID } })),
      Sender: { User: { userID: from } },
      DateTime: { value: '2026-01-23T10:15:00Z' },
    },
    ContentData: { contentType: 'text/plain', value: textOf(world, about.label) },
  };
}
export function messageId(world: World, { domain }: PeerActor, label: string): string {
  return `${world.name(label)}@${domain}`;
}

/** Sends a message to a user of the server. */
export async function sendsMessage(
  world: World,
  actor: PeerActor,
  to: Party,
  label: string,
  options: { readonly from?: string; readonly report?: boolean } = {},
): Promise<PeerAnswer> {
  const answer = await actor.request(
    'SendMessageRequest',
    messageTo(world, actor, { label, to: [to.user], ...options }),
  );
  return world.keep('peer:answer', answer);
}

/** Sends a message under any session identifier; whether it is taken does not matter. */
export async function sendLoosely(
  world: World,
  actor: PeerActor,
  sessionId: string,
  about: MessageFromPeer,
): Promise<void> {
  const primitive = sspPrimitive('SendMessageRequest', messageTo(world, actor, about));
  const transactions = [{ mode: 'Request', id: world.name('transaction'), primitive }] as const;
  await postLoosely(actor, { kind: 'session', version: actor.version, sessionId, transactions });
}
