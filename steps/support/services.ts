/** Service negotiation in scenarios: functions by the items that are claimed, and a harmless request for each. */

import type { Answer } from '../../src/client/answers.ts';
import type { ServiceOptions, ServiceOutcome } from '../../src/client/session-outcomes.ts';
import { catalogue } from '../../src/conformance/catalogue/catalogue.ts';
import { HarnessError } from '../../src/conformance/scenario/signals.ts';
import { functionOf } from '../../src/protocol/facts/primitives.ts';
import {
  type FunctionsValue,
  featuresIn,
  featuresNamedWhole,
  foreignNames,
  leavesOf,
  placeOf,
  SERVICE_TREE,
  type ServiceFeature,
  type ServiceLeaf,
} from '../../src/protocol/facts/service-tree.ts';
import { draft } from '../../src/protocol/messages/any-version.ts';
import type { Primitive } from '../../src/protocol/messages/envelope.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import { subscription } from './presence.ts';
import type { Party, World } from './world.ts';

/** The server's items by the code that stands for them in service negotiation. */
export function itemOf(leaf: ServiceLeaf): string | undefined {
  return catalogue.items.find((item) => item.table === 'csp-server' && item.functionCodes.includes(leaf))?.id;
}

/** The item that stands for a primitive in service negotiation. */
export function itemServing(world: World, primitive: string): string | undefined {
  return catalogue.items.find(
    (item) => item.table === 'csp-server' && item.functionCodes.includes(functionOf(primitive, world.version) ?? ''),
  )?.id;
}

/** True if an answer shows that the server performs the request, claimed or not. */
export function isServed(answer: Answer): boolean {
  return answer.primitive.name !== 'Status' || (answer.code !== undefined && answer.code >= 200 && answer.code < 300);
}

/** The codes of the version whose items are claimed, and those whose items exist and are not. */
export function leavesByClaim(world: World): {
  readonly claimed: readonly ServiceLeaf[];
  readonly unclaimed: readonly ServiceLeaf[];
} {
  const known = leavesOf(world.version).filter((leaf) => {
    const item = itemOf(leaf);
    return item !== undefined && world.existsInVersion(item);
  });
  const isClaimed = (leaf: ServiceLeaf) => world.claims(itemOf(leaf) ?? '');
  return { claimed: known.filter(isClaimed), unclaimed: known.filter((leaf) => !isClaimed(leaf)) };
}

/** Asks for functions; the outcome is the last one of the scenario. */
export async function askFor(world: World, party: Party, services: ServiceOptions): Promise<ServiceOutcome> {
  const outcome = await party.client.negotiateServices(services);
  world.keepAnswer(party, outcome.answer);
  return world.keep('services', outcome);
}

/** The Functions of the last Service-Response: what is not agreed. */
export function namedInAnswer(world: World): FunctionsValue | undefined {
  const { Functions } = world.expect.primitive(world.answer, 'Service-Response');
  const root = Functions?.WVCSPFeat;
  // An empty tree names nothing here, while it asks for everything in a request (AMB-049).
  return root === undefined || Object.keys(root).length === 0 ? undefined : Functions;
}

/** Names in Functions of the last answer that are no function of these features. */
export function strangeNames(world: World, features: readonly ServiceFeature[]): readonly string[] {
  const named = namedInAnswer(world);
  const others = [...featuresIn(named, world.version)].filter((feature) => !features.includes(feature));
  return [...others, ...foreignNames(named, world.version)];
}

/** The features the last answer refuses as a whole. */
export function refusedWhole(world: World): ReadonlySet<ServiceFeature> {
  return featuresNamedWhole(namedInAnswer(world), world.version);
}

export function isFeature(name: string): name is ServiceFeature {
  return SERVICE_TREE['1.3'].some((feature) => feature.name === name);
}

/** A Functions element in words: `PresenceFeat` empty, `PresenceFeat/MP` the mandatory functions alone. */
export function functionsNamed(path: string): Value<'Functions'> {
  const [feature = '', inside] = path.split('/');
  if (!isFeature(feature)) throw new HarnessError(`"${feature}" is no feature of the service tree`);
  return draft('Functions', { WVCSPFeat: { [feature]: inside === undefined ? {} : { [inside]: {} } } });
}

/** The whole tree, function group by function group, each as an empty element. */
export function groupsEmpty(world: World): Value<'Functions'> {
  const tree = SERVICE_TREE[world.version].map((feature) => [
    feature.name,
    Object.fromEntries(feature.groups.map((group) => [group.name, {}])),
  ]);
  return draft('Functions', { WVCSPFeat: Object.fromEntries(tree) });
}

/** Everything of the version but these codes. */
export function allBut(world: World, without: readonly ServiceLeaf[]): readonly ServiceLeaf[] {
  return leavesOf(world.version).filter((leaf) => !without.includes(leaf));
}

type Make = (world: World, party: Party) => Primitive;
const xml =
  (text: (nowhere: string, party: Party) => string): Make =>
  (world, party) =>
    world.fromXml(text(world.addressOf(party, world.name('nowhere')), party));

/** Requests that change nothing: they read, or name what is not there. */
const PROBES: Readonly<Partial<Record<ServiceLeaf, Make>>> = {
  GETSPI: xml(() => '<GetSPInfo-Request/>'),
  SRCH: (world) => {
    const pair = '<SearchElement>USER_ID</SearchElement><SearchString>{name:nobody}</SearchString>';
    const list = world.version === '1.3' ? `<SearchPair>${pair}</SearchPair>` : pair;
    return world.fromXml(
      `<Search-Request><SearchPairList>${list}</SearchPairList><SearchLimit>1</SearchLimit></Search-Request>`,
    );
  },
  STSRC: xml(() => '<StopSearch-Request><SearchID>65535</SearchID></StopSearch-Request>'),
  VRID: xml((_, { user }) => `<VerifyID-Request><IDList><UserID>${user}</UserID></IDList></VerifyID-Request>`),
  GETMAP: xml((_, { user }) => `<GetMap-Request><UserID>${user}</UserID></GetMap-Request>`),
  GCLI: xml(() => '<GetList-Request/>'),
  DCLI: xml((nowhere) => `<DeleteList-Request><ContactList>${nowhere}</ContactList></DeleteList-Request>`),
  MCLS: (world, party) => {
    const list = world.addressOf(party, world.name('nowhere'));
    // ReceiveList came with 1.2.
    const receive = world.version === '1.1' ? '' : '<ReceiveList>F</ReceiveList>';
    return world.fromXml(`<ListManage-Request><ContactList>${list}</ContactList>${receive}</ListManage-Request>`);
  },
  GETWL: xml(() => '<GetWatcherList-Request/>'),
  GETPR: (world, party) => {
    const { value } = subscription(world, [party.user]);
    return { name: 'GetPresence-Request', value: value };
  },
  GALS: xml(() => '<GetAttributeList-Request><DefaultList>T</DefaultList></GetAttributeList-Request>'),
  SETD: xml(() => '<SetDeliveryMethod-Request><DeliveryMethod>P</DeliveryMethod></SetDeliveryMethod-Request>'),
  GETLM: xml(() => '<GetMessageList-Request/>'),
  GETM: xml(() => '<GetMessage-Request><MessageID>no-such-message</MessageID></GetMessage-Request>'),
  REJCM: xml(() => '<RejectMessage-Request><MessageID>no-such-message</MessageID></RejectMessage-Request>'),
  GLBLU: xml(() => '<GetBlockedList-Request/>'),
  DELGR: xml((nowhere) => `<DeleteGroup-Request><GroupID>${nowhere}</GroupID></DeleteGroup-Request>`),
  GETGP: xml((nowhere) => `<GetGroupProps-Request><GroupID>${nowhere}</GroupID></GetGroupProps-Request>`),
  GETGM: xml((nowhere) => `<GetGroupMembers-Request><GroupID>${nowhere}</GroupID></GetGroupMembers-Request>`),
  GETJU: xml((nowhere) => `<GetJoinedUsers-Request><GroupID>${nowhere}</GroupID></GetJoinedUsers-Request>`),
  SUBGCN: xml(
    (nowhere) =>
      `<SubscribeGroupNotice-Request><GroupID>${nowhere}</GroupID><SubscribeType>G</SubscribeType></SubscribeGroupNotice-Request>`,
  ),
  REJEC: xml((nowhere) => `<RejectList-Request><GroupID>${nowhere}</GroupID></RejectList-Request>`),
};

/** A well-formed request of a function that changes nothing; undefined where none is known. */
export function probeOf(world: World, party: Party, leaf: ServiceLeaf): Primitive | undefined {
  const exists = leavesOf(world.version).includes(leaf) && placeOf(leaf) !== undefined;
  // Attribute lists are no function of the tree in 1.3.
  return exists ? PROBES[leaf]?.(world, party) : undefined;
}

export interface Use {
  readonly leaf: ServiceLeaf;
  readonly answer: Answer;
}

/** Sends a harmless request of each of these functions that has one, of `most` at most. */
export async function useEach(
  world: World,
  party: Party,
  leaves: readonly ServiceLeaf[],
  most: number = leaves.length,
): Promise<readonly Use[]> {
  const used: Use[] = [];
  for (const leaf of leaves) {
    const probe = used.length < most ? probeOf(world, party, leaf) : undefined;
    if (probe !== undefined) used.push({ leaf, answer: await world.ask(party, probe) });
  }
  return used;
}

export interface Alone {
  readonly leaf: ServiceLeaf;
  readonly outcome: ServiceOutcome;
  /** The answer to a harmless request of an agreed function, if one is known and was tried. */
  readonly use?: Answer | undefined;
}

/** Negotiates again and again, each time for one function. */
export async function askEachAlone(
  world: World,
  party: Party,
  leaves: readonly ServiceLeaf[],
): Promise<readonly Alone[]> {
  const asked: Alone[] = [];
  for (const leaf of leaves) asked.push({ leaf, outcome: await askFor(world, party, { want: [leaf] }) });
  return asked;
}

/** The same, and each agreed function is tried at once, to learn if it works or merely was not named. */
export async function askAndTryEachAlone(
  world: World,
  party: Party,
  leaves: readonly ServiceLeaf[],
): Promise<readonly Alone[]> {
  const asked: Alone[] = [];
  for (const leaf of leaves) {
    const outcome = await askFor(world, party, { want: [leaf] });
    const probe = outcome.refused.has(leaf) ? undefined : probeOf(world, party, leaf);
    asked.push({ leaf, outcome, use: probe === undefined ? undefined : await world.ask(party, probe) });
  }
  return asked;
}

/** Functions agreed without a claim: those that work, or may work, are items that the ICS lacks. */
export function implementedOf(asked: readonly Alone[]): readonly string[] {
  return asked
    .filter(({ leaf, outcome, use }) => !outcome.refused.has(leaf) && ![405, 501, 506].includes(use?.code ?? 0))
    .map(({ leaf }) => itemOf(leaf) ?? leaf);
}
