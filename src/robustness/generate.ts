/**
 * One malformed message of a run, and its well-formed twin. Everything follows from seed and number but the names of the
 * session it is for.
 */
import { PtsError, treeOf, type WritableNode, write, writeTree } from '../protocol/syntax/index.ts';
import { PTS_PRIMITIVES } from '../protocol/syntax/pts/index.ts';
import type { Syntax } from '../protocol/syntax/types.ts';
import type { Version } from '../protocol/version.ts';
import { VERSION_FACTS } from '../protocol/version-facts.ts';
import type { Category, Channel } from '../results/robustness.ts';
import { CIR_FLAWS } from './flaws/cir.ts';
import { rawRequests } from './flaws/http.ts';
import { latin, type OctetFlaw, octetsOf } from './flaws/octets.ts';
import { PTS_FLAWS } from './flaws/pts.ts';
import { type Malformed, malformations } from './flaws/structure.ts';
import { TREE_FLAWS } from './flaws/tree.ts';
import { WBXML_FLAWS } from './flaws/wbxml.ts';
import { XML_FLAWS } from './flaws/xml.ts';
import type { Random } from './random.ts';
import { messageOf, type Place, requestsOf } from './values.ts';

/** A message as it is sent, with the tree it was written from, where it was. */
export interface Input {
  readonly octets: Uint8Array;
  readonly tree?: WritableNode | undefined;
}

export interface Message {
  readonly number: number;
  readonly channel: Channel;
  readonly version: Version;
  readonly category: Category;
  readonly flaw: string;
  readonly input: Input;
  /** False where the other side may go on waiting for more of it. */
  readonly whole: boolean;
  readonly twin: Uint8Array;
  /** Number of the transaction of the twin. */
  readonly transaction: string;
  /** The session both were made for. */
  readonly session: string;
}

/** The field that messages are made for. */
export interface Field {
  readonly seed: number;
  /** Only requests that leave nothing behind. */
  readonly traceless: boolean;
  readonly host: string;
  readonly path: string;
}

const FLAWS: Readonly<Record<Syntax, readonly OctetFlaw[]>> = { xml: XML_FLAWS, wbxml: WBXML_FLAWS, pts: PTS_FLAWS };

/** Of a hundred messages so many go each way, where all are open. */
const SHARES: Readonly<Record<Channel, number>> = { xml: 34, wbxml: 30, pts: 16, http: 10, cir: 10 };

export function channelOf(random: Random, channels: readonly Channel[]): Channel {
  let left = random.below(channels.reduce((sum, channel) => sum + SHARES[channel], 0));
  for (const channel of channels) {
    left -= SHARES[channel];
    if (left < 0) return channel;
  }
  return random.of(channels);
}

/** The syntax of the messages of a channel. */
export function syntaxOf(channel: Channel): Syntax {
  return channel === 'wbxml' || channel === 'pts' ? channel : 'xml';
}

export function writeIn(syntax: Syntax, version: Version, tree: WritableNode): Uint8Array {
  return writeTree(tree, version, { syntax });
}

/** The message of a number, for a session. `random` is that of the number, after the channel and version were drawn. */
export function messageFor(field: Field, random: Random, number: number, channel: Channel, place: Place): Message {
  const syntax = syntaxOf(channel);
  const good = wellFormed(field, random, place, syntax);
  const { version, transaction, sessionId: session } = place;
  const common = { number, channel, version, transaction, session, whole: true };
  if (channel === 'cir') {
    const { category, flaw, text } = random.of(CIR_FLAWS);
    const twin = octetsOf(`HELO ${place.sessionId}\r\n`);
    return { ...common, category, flaw, input: { octets: octetsOf(text(place.sessionId, random)) }, twin };
  }
  if (channel === 'http') {
    const contentType = VERSION_FACTS[version].contentTypes.xml;
    const { host, path } = field;
    const chosen = random.of(rawRequests({ host, path, contentType, body: latin(good.octets) }));
    const { category, flaw, whole, text } = chosen;
    return { ...common, category, flaw, whole, input: { octets: octetsOf(text) }, twin: good.octets };
  }
  for (;;) {
    const made = random.chance(0.5) ? spoiltTree(random, good, version, syntax) : spoiltOctets(random, good, syntax);
    if (made !== undefined) return { ...common, ...made, twin: good.octets };
  }
}

/** A request that the syntax can write, with its tree. */
function wellFormed(field: Field, random: Random, place: Place, syntax: Syntax): Required<Input> {
  const { version } = place;
  const names = requestsOf(version, field.traceless);
  const possible = syntax === 'pts' ? names.filter((name) => PTS_PRIMITIVES.includes(name)) : names;
  for (let tries = 0; ; tries++) {
    const document = messageOf(random, place, random.of(possible));
    try {
      return { octets: write(document, { syntax }), tree: treeOf(document) };
    } catch (error) {
      if (!(error instanceof PtsError) || tries > 200) throw error;
    }
  }
}

type Spoilt = Pick<Message, 'category' | 'flaw' | 'input'>;

function spoiltOctets(random: Random, good: Input, syntax: Syntax): Spoilt | undefined {
  const { category, flaw, spoil } = random.of(FLAWS[syntax]);
  const octets = spoil(good.octets, random);
  return octets === undefined ? undefined : { category, flaw, input: { octets } };
}

const KINDS: Readonly<Partial<Record<Malformed['kind'], Category>>> = {
  order: 'order',
  value: 'token',
  'unknown-element': 'token',
  'foreign-element': 'token',
};

/** Flaws of the models, and those of size and state, written as they stand. */
function spoiltTree(random: Random, good: Required<Input>, version: Version, syntax: Syntax): Spoilt | undefined {
  const chosen = random.chance(0.5) ? ofModels(random, good.tree, version) : ofPlaces(random, good.tree, version);
  if (chosen === undefined) return undefined;
  const { category, flaw, tree } = chosen;
  try {
    return { category, flaw, input: { tree, octets: writeIn(syntax, version, tree) } };
  } catch {
    // Not every tree has a form in every syntax.
    return undefined;
  }
}

function ofModels(random: Random, good: WritableNode, version: Version) {
  const { kind, flaw, tree } = random.of(malformations(good, version));
  return { category: KINDS[kind] ?? 'structure', flaw, tree } as const;
}

function ofPlaces(random: Random, good: WritableNode, version: Version) {
  const { category, flaw, spoil } = random.of(TREE_FLAWS);
  const tree = spoil(good, version, random);
  return tree === undefined ? undefined : { category, flaw, tree };
}
