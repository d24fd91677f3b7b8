/**
 * The watcher: takes exchanges one after the other, finds out whose they are, and applies every rule that watching alone
 * can decide. It holds a bounded piece of the traffic and counts; it never keeps the traffic itself.
 */
import type { SERVER_MONITORS } from '../conformance/monitors/index.ts';
import { watchStream } from '../conformance/monitors/monitor.ts';
import { type Observed, observe } from '../conformance/monitors/stream.ts';
import { configurationsOf } from '../conformance/plan/plan.ts';
import { newRoom } from '../conformance/transcripts/transcript.ts';
import type { Syntax } from '../protocol/syntax/types.ts';
import type { Version } from '../protocol/version.ts';
import type { Configuration, Place, Transcript } from '../results/results.ts';
import type { HttpExchange } from '../transport/types.ts';
import { Recent } from './bounded.ts';
import { LIVE_RULES, WINDOW_MONITORS } from './rules/index.ts';
import type { Rule } from './rules/rule.ts';
import { sceneOf } from './scene.ts';
import { isNews, type Kept, Tallies, type Tally } from './tally.ts';
import { Tracker } from './track.ts';
import { transcriptOf } from './transcript.ts';
import type { WireExchange } from './wire/conversation.ts';

/** Exchanges looked at together by rules about streams, and those kept from before for what they tell. */
const WINDOW = 256;
const CONTEXT = 256;
/** Octets of messages in either, at most. */
const WINDOW_OCTETS = 8 * 1024 * 1024;
/** Messages before a finding that stand with it in its transcript, of the same party. */
const BEFORE = 4;
/** Octets of all kept messages. */
const ROOM = 64 * 1024 * 1024;
/** Faults of rules that are kept. */
const MOST_FAULTS = 20;

/** Something new that was found: for a journal, a console. */
export interface News {
  readonly tally: Tally;
  /** Undefined where a rule was applied for the first time and nothing was wrong. */
  readonly kept: Kept | undefined;
  readonly transcript: Transcript | undefined;
}

export interface WatcherOptions {
  /** Times are those of the wire. False for recordings without times, and for clocks that were moved. */
  readonly timed?: boolean;
  readonly onNews?: (news: readonly News[]) => void;
}

/** A finding that waits for the end of its window. */
interface Found {
  readonly tally: Tally;
  readonly expected: string;
  readonly observed: string;
  readonly place: Place;
}

type Owned = { -readonly [K in keyof HttpExchange]: HttpExchange[K] };

export class Watcher {
  readonly tallies = new Tallies();
  tracker = new Tracker();
  readonly transcripts: Transcript[] = [];
  readonly configurations = new Map<string, Configuration>();
  readonly faults: string[] = [];
  readonly #options: WatcherOptions;
  readonly #room = newRoom(ROOM);
  /** The configuration that was last seen on a connection, for messages that say none. */
  readonly #assumed = new Recent<string, { readonly version: Version; readonly syntax: Syntax }>(10_000);
  readonly #tallies = new Map<Rule, Map<Configuration, Tally>>();
  #count = 0;
  #messages = 0;
  #unread = 0;
  #context: Observed[] = [];
  #fresh: Observed[] = [];
  #freshOctets = 0;
  #found: Found[] = [];
  #first = new Set<Tally>();
  #blamed = new Set<number>();

  constructor(options: WatcherOptions = {}) {
    this.#options = options;
  }

  /** Exchanges taken, messages in them, and those of them in which no message of the protocol was found. */
  get counts(): { readonly exchanges: number; readonly messages: number; readonly unread: number } {
    return { exchanges: this.#count, messages: this.#messages, unread: this.#unread };
  }

  /** `deliberate`: the request is known to be wrong on purpose, nothing is concluded from it. */
  take(wire: WireExchange, deliberate = false): void {
    if (this.full) this.flush();
    this.#count += 1;
    this.#messages += wire.response === undefined ? 1 : 2;
    const exchange: Owned = { ...wire, number: this.#count, party: '' };
    const assume = this.#assumed.get(wire.connection ?? '') ?? { version: '1.2', syntax: 'xml' };
    const [read] = observe([exchange], assume, new Set(), (error) => this.#fault(error));
    if (read === undefined) return;
    const { request, response } = read;
    if (request === undefined && response === undefined) this.#unread += 1;
    const session = this.tracker.sessionOf(read, assume);
    const version = request?.read.version ?? response?.read.version ?? session?.version ?? assume.version;
    const syntax = request?.read.syntax ?? response?.read.syntax ?? session?.syntax ?? assume.syntax;
    this.#assumed.set(wire.connection ?? '', { version, syntax });
    exchange.party = session?.party ?? `connection ${wire.connection ?? '?'}`;
    const observed: Observed = { ...read, exchange, deliberate: deliberate || request?.read.valid === false };
    const scene = sceneOf(observed, session, this.tracker.users, this.#options.timed !== false);
    const configuration = this.#configuration(version, syntax);
    for (const rule of LIVE_RULES) {
      if (rule.versions?.includes(version) === false || (rule.syntax ?? syntax) !== syntax) continue;
      this.#apply(rule, scene, configuration, deliberate);
    }
    this.tracker.learn(scene);
    this.#fresh.push(observed);
    this.#freshOctets += octetsOf(observed);
  }

  /** As much was taken as is judged together: the next exchange begins with a flush. */
  get full(): boolean {
    return this.#fresh.length >= WINDOW || this.#freshOctets >= WINDOW_OCTETS;
  }

  /** Forgets sessions and users: another recording follows, or the server was set back. */
  startAnew(): void {
    this.flush();
    this.tracker = new Tracker();
    this.#assumed.clear();
    this.#context = [];
  }

  /** An exchange passed without a look: what is known of sessions may be out of date. */
  missed(): void {
    this.#count += 1;
    this.tracker.doubt();
  }

  #configuration(version: Version, syntax: Syntax): Configuration {
    const id = `${version}-${syntax}`;
    const known = this.configurations.get(id);
    if (known !== undefined) return known;
    const [made] = configurationsOf([version], [syntax]);
    const configuration = made ?? { id, version, syntax, bearer: 'http' };
    this.configurations.set(id, configuration);
    return configuration;
  }

  #apply(rule: Rule, scene: Parameters<Rule['judge']>[0], configuration: Configuration, deliberate: boolean): void {
    const tally = () => this.#tallyOf(rule, configuration);
    try {
      rule.judge(scene, {
        saw: () => this.#saw(tally()),
        violation: (expected, observed, place) => {
          const ofClient = place.side === 'request';
          if (ofClient) this.#blamed.add(scene.observed.exchange.number);
          if (deliberate) return;
          this.#violation(tally(), { expected, observed, place });
        },
      });
    } catch (error) {
      this.#fault(error);
    }
  }

  /** The tally of a rule, found without making a key: most rules see something in most exchanges. */
  #tallyOf(rule: Rule, configuration: Configuration): Tally {
    let own = this.#tallies.get(rule);
    if (own === undefined) {
      own = new Map();
      this.#tallies.set(rule, own);
    }
    let tally = own.get(configuration);
    if (tally === undefined) {
      tally = this.tallies.of(rule.requirement, rule.name, configuration);
      own.set(configuration, tally);
    }
    return tally;
  }

  #saw(tally: Tally): void {
    if (tally.seen === 0) this.#first.add(tally);
    tally.seen += 1;
  }

  #violation(tally: Tally, violation: Omit<Found, 'tally'>): void {
    tally.violations += 1;
    if (isNews(tally, violation)) this.#found.push({ tally, ...violation });
  }

  /** Judges what was taken since the last time and tells what is new. To be called when the traffic pauses. */
  flush(): void {
    const pieces = this.flushInPieces();
    while (pieces.next().done !== true);
  }

  /** A flush that can be interrupted by other work than taking exchanges. */
  *flushInPieces(): Generator<void, void> {
    if (this.#fresh.length > 0) yield* this.#window();
    this.#tell();
  }

  #tell(): void {
    const news: News[] = [];
    for (const found of this.#found) {
      const { tally, ...violation } = found;
      if (!isNews(tally, violation)) continue;
      const made = this.#keep(found);
      this.#first.delete(tally);
      if (made !== undefined) news.push(made);
    }
    for (const tally of this.#first) news.push({ tally, kept: undefined, transcript: undefined });
    this.#found = [];
    this.#first = new Set();
    this.#blamed = new Set();
    this.#context = trimmed([...this.#context, ...this.#fresh]);
    this.#fresh = [];
    this.#freshOctets = 0;
    if (news.length > 0) this.#options.onNews?.(news);
  }

  /** Applies the rules about streams. What the client did wrong is no measure of the server. */
  *#window(): Generator<void, void> {
    const judged = this.#fresh.map((one) =>
      this.#blamed.has(one.exchange.number) && !one.deliberate ? { ...one, deliberate: true } : one,
    );
    this.#fresh = judged;
    const stream = [...this.#context, ...judged];
    const fresh = new Map(judged.map((one) => [one.exchange.number, one]));
    const present = new Map<string, Configuration>();
    for (const { request, response } of judged) {
      const read = response?.read ?? request?.read;
      if (read?.version === undefined) continue;
      const configuration = this.#configuration(read.version, read.syntax);
      present.set(configuration.id, configuration);
    }
    const bound = WINDOW_MONITORS.filter((m) => m.versions !== undefined || m.syntax !== undefined);
    const free = WINDOW_MONITORS.filter((m) => m.versions === undefined && m.syntax === undefined);
    const [some] = present.values();
    if (some === undefined) return;
    const all = [...present.values()];
    for (const one of free) {
      this.#watch([one], stream, fresh, some, all);
      yield;
    }
    for (const configuration of all) {
      for (const one of bound) {
        this.#watch([one], stream, fresh, configuration, [configuration]);
        yield;
      }
    }
  }

  #watch(
    monitors: typeof SERVER_MONITORS,
    stream: readonly Observed[],
    fresh: ReadonlyMap<number, Observed>,
    configuration: Configuration,
    seenIn: readonly Configuration[],
  ): void {
    const sightings = watchStream(monitors, stream, configuration, (error) => this.#fault(error));
    for (const [{ requirement, name }, { seen, violations }] of sightings) {
      if (seen === 0) continue;
      for (const where of seenIn) this.#saw(this.tallies.of(requirement, name, where));
      for (const violation of violations) {
        const observed = fresh.get(violation.place.exchange);
        if (observed === undefined) continue;
        const read = observed.response?.read ?? observed.request?.read;
        const own = read?.version === undefined ? configuration : this.#configuration(read.version, read.syntax);
        this.#violation(this.tallies.of(requirement, name, own), violation);
      }
    }
  }

  #keep({ tally, expected, observed, place }: Found): News | undefined {
    const stream = [...this.#context, ...this.#fresh];
    const at = stream.findIndex(({ exchange }) => exchange.number === place.exchange);
    const cause = stream[at];
    if (cause === undefined) return undefined;
    const { exchange } = cause;
    const before = stream.slice(0, at).filter((one) => one.exchange.party === exchange.party);
    const shown = [...before.slice(-BEFORE), cause];
    const key = `f${this.transcripts.length + 1}`;
    const made = transcriptOf(
      key,
      { requirement: tally.requirement, configuration: tally.configuration.id },
      shown,
      this.#room,
    );
    const { transcript, clean } = made;
    this.transcripts.push(transcript);
    const kept: Kept = {
      expected: clean(expected),
      observed: clean(observed),
      place: { ...place, exchange: shown.length },
      transcript: key,
      number: exchange.number,
      at: exchange.sentAt,
      party: exchange.party,
    };
    tally.kept.push(kept);
    return { tally, kept, transcript };
  }

  #fault(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (this.faults.length < MOST_FAULTS && !this.faults.includes(text)) this.faults.push(text);
  }
}

function octetsOf({ exchange }: Observed): number {
  return exchange.request.body.length + (exchange.response?.body.length ?? 0);
}

/** The last exchanges, as many as fit. */
function trimmed(stream: readonly Observed[]): Observed[] {
  let octets = 0;
  let from = stream.length;
  while (from > 0 && stream.length - from < CONTEXT) {
    const next = stream[from - 1];
    octets += next === undefined ? 0 : octetsOf(next);
    if (octets > WINDOW_OCTETS) break;
    from -= 1;
  }
  return stream.slice(from);
}
