/** The World: what a step has in its hands. See docs/writing-scenarios.md. */
import { setWorldConstructor } from '@cucumber/cucumber';
import type { Answer, Received, Reply } from '../../src/client/answers.ts';
import type { ClientClock } from '../../src/client/clock.ts';
import type { SendOptions } from '../../src/client/send-options.ts';
import type { Client } from '../../src/client/types.ts';
import { catalogue } from '../../src/conformance/catalogue/catalogue.ts';
import { claimsOf } from '../../src/conformance/claims/claimed.ts';
import type { Ics, Ixit } from '../../src/conformance/ics/types.ts';
import type { Capability, IutAdapter } from '../../src/conformance/iut/adapter.ts';
import { notation, placeOfAnswer, placeOfReceived } from '../../src/conformance/notation.ts';
import { primitiveFromRows, primitiveFromXml, type Row } from '../../src/conformance/scenario/compose.ts';
import { type RunContext, runContext, scenarioRun } from '../../src/conformance/scenario/context.ts';
import { type Codes, createExpect, type Expect } from '../../src/conformance/scenario/expect.ts';
import { tokensOf } from '../../src/conformance/scenario/live-outside.ts';
import {
  capabilitiesFor,
  createParties,
  type Parties,
  type Party,
  type PartyKey,
  rooted,
  type Tongue,
} from '../../src/conformance/scenario/party.ts';
import { createPeers, type PeerActor, type PeerNumber, type Peers } from '../../src/conformance/scenario/peers.ts';
import type { ScenarioRun } from '../../src/conformance/scenario/scenario.ts';
import { ConformanceFailure, HarnessError, Inconclusive } from '../../src/conformance/scenario/signals.ts';
import type { StateKind } from '../../src/conformance/state/changes.ts';
import { madeName } from '../../src/conformance/state/names.ts';
import type { Primitive, PrimitiveName } from '../../src/protocol/messages/envelope.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import type { Syntax } from '../../src/protocol/syntax/types.ts';
import type { Version } from '../../src/protocol/version.ts';
import type { Configuration, Place } from '../../src/results/results.ts';

export type { Party } from '../../src/conformance/scenario/party.ts';
export type { PeerActor } from '../../src/conformance/scenario/peers.ts';

const isParty = (value: unknown): value is Party => typeof value === 'object' && value !== null && 'client' in value;

export class World {
  readonly #context: RunContext = runContext();
  #run: ScenarioRun | undefined;
  #parties: Parties | undefined;
  #allPeers: Peers | undefined;
  #expect: Expect | undefined;
  #names = 0;
  /** Version and syntax of the party whose requests are being built, if parties speak different ones. */
  #acting: Tongue | undefined;
  #mixed = false;
  /** The party that got an answer last. */
  #lastAsked: Party | undefined;

  get run(): ScenarioRun {
    this.#run ??= scenarioRun();
    return this.#run;
  }
  get #allParties(): Parties {
    this.#parties ??= createParties(this.#context, this.run);
    return this.#parties;
  }

  /** Version and syntax the scenario runs in. */
  get configuration(): Configuration {
    return this.run.scheduled.configuration;
  }
  get version(): Version {
    return (this.#acting ?? this.configuration).version;
  }
  get syntax(): Syntax {
    return (this.#acting ?? this.configuration).syntax;
  }
  /**
   * Makes a party speak another version or syntax. From then on each step builds its requests in the version of the first
   * party it names.
   */
  speak(key: PartyKey, tongue: Tongue): void {
    this.#mixed = true;
    this.#allParties.speak(key, tongue);
  }
  /** Called when a step begins: the first party it names acts. */
  begin(parameters: readonly unknown[]): void {
    if (!this.#mixed) return;
    const actor = parameters.find((one) => isParty(one) || (typeof one === 'string' && /^[A-D][2-9]?$/.test(one)));
    this.#acting = actor === undefined ? undefined : (isParty(actor) ? actor : this.party(actor as string)).client;
  }
  get ics(): Ics {
    return this.#context.ics;
  }
  get ixit(): Ixit {
    return this.#context.ixit;
  }

  /** True if the implementation claims an item in the version and the syntax of the scenario. */
  claims(item: string): boolean {
    if (catalogue.item(item) === undefined)
      throw new HarnessError(`a step asks for the item ${item}, which does not exist`);
    return claimsOf(this.ics).claimed(item, this.version, this.syntax);
  }

  /** True if an item exists in the version of the scenario, claimed or not. */
  existsInVersion(item: string): boolean {
    const found = catalogue.item(item);
    if (found === undefined) throw new HarnessError(`a step asks for the item ${item}, which does not exist`);
    return found.status[this.version] !== 'NA';
  }

  /** The code a requirement asks for with those accepted beside it, as the catalogue has them. */
  codesOf(requirement: string): Codes {
    const found = catalogue.requirement(requirement);
    if (found?.statusCode === undefined) {
      throw new HarnessError(
        `a step asks for the code of ${requirement}, which ${found === undefined ? 'does not exist' : 'names none'}`,
      );
    }
    return { preferred: [found.statusCode], tolerated: found.altStatusCodes };
  }

  /** The capability list parties open their sessions with; change what a scenario is about. */
  get capabilities(): Value<'CapabilityList'> {
    return capabilitiesFor(this, this.ixit);
  }

  // Parties ----------------------------------------------------------------------------------------------------------

  /** A user of the scenario: `A` to `D`, `A2` for a second client of A, `barred`, `restricted`, `phone`. */
  party(key: PartyKey): Party {
    return this.#allParties.of(key);
  }
  client(key: PartyKey): Client {
    return this.party(key).client;
  }

  /** A server of the tester: 1 is `the peer`. */
  peer(number: PeerNumber = 1): Promise<PeerActor> {
    // whoever takes care of the scenario ends its sessions, those of servers, too
    if (this.#parties === undefined) this.#parties = createParties(this.#context, this.run);
    this.#allPeers ??= createPeers(this.#context, this.run, this.#allParties.outside);
    return this.#allPeers.of(number);
  }

  /** Sends a request and keeps the answer: `this.answer` is the last one of anybody. */
  async ask(party: Party, primitive: Primitive, options?: SendOptions): Promise<Answer> {
    this.#lastAsked = party;
    try {
      return await party.ask(primitive, options);
    } catch (error) {
      // A login that was answered but opened no session is a fault of the implementation, not of the suite.
      const answered = party.client.tap.exchanges.some((one) => one.party === party.name && one.response !== undefined);
      if (!answered || !(error instanceof HarnessError) || !error.message.includes('has no open session')) throw error;
      throw Inconclusive.prerequisite('CSP-LOG-001', `${party.name} has no open session`);
    }
  }
  /** Keeps an answer that came by other ways, so that later steps can look at it. */
  keepAnswer(party: Party, answer: Answer): void {
    this.#lastAsked = party;
    party.answer = answer;
    party.reply = answer.reply;
  }
  /** Keeps a reply that answers no transaction: of a poll, of octets by hand. */
  keepReply(party: Party, reply: Reply): void {
    this.#lastAsked = party;
    party.answer = undefined;
    party.reply = reply;
  }
  /** The last answer. A step that looks for one before there was any is wrong. */
  get answer(): Answer {
    const answer = this.#lastAsked?.answer;
    if (answer === undefined) throw new HarnessError('a step looks at an answer, but the last thing sent has none');
    return answer;
  }
  get reply(): Reply {
    const reply = this.#lastAsked?.reply;
    if (reply === undefined) throw new HarnessError('a step looks at a reply, but nothing was sent');
    return reply;
  }

  /** The clock that the clients of the scenario wait in. */
  get clock(): ClientClock {
    return this.#allParties.clock;
  }

  // Names and texts --------------------------------------------------------------------------------------------------

  /** A name nobody else uses, of letters, digits and hyphens. The same label gives the same name in a scenario. */
  name(label: string): string {
    return this.recall(`name:${label}`, () => {
      return madeName(label, this.#context.runId, this.run.index, this.#names++);
    });
  }
  /** Address of a contact list or group of a party: `wv:alice/friends-1@example.com`. */
  addressOf(party: Party, resource: string): string {
    const [, user = party.user, domain = `@${this.ixit.domain}`] = /^([^@]+)(@.+)?$/.exec(party.user) ?? [];
    return `${user}/${resource}${domain}`;
  }
  /**
   * Fills placeholders in: `{A}` the address of A, `{domain}`, `{name:friends}` a name of this scenario, `{list:A:friends}`
   * the address of a list or group of A with that name, `{kept:key}` what a step kept.
   */
  fill(text: string): string {
    return text.replaceAll(/\{([^{}]+)\}/g, (whole, inside: string) => {
      const [kind = '', first = '', second = ''] = inside.split(':');
      if (inside === 'domain') return this.ixit.domain;
      if (/^[A-D][2-9]?$/.test(inside)) return this.party(inside).user;
      if (kind === 'name' && first !== '') return this.name(first);
      if ((kind === 'list' || kind === 'group') && second !== '')
        return this.addressOf(this.party(first), this.name(second));
      if (kind === 'kept') return String(this.kept(first));
      throw new HarnessError(
        `"${whole}" is no placeholder; {A}, {domain}, {name:x}, {list:A:x}, {group:A:x}, {kept:x} are`,
      );
    });
  }
  /** A primitive from XML in a doc string, placeholders filled in. */
  fromXml(xml: string, options?: { readonly unchecked?: boolean }): Primitive {
    return primitiveFromXml(this.fill(xml), this.version, options);
  }
  /** A primitive from a table of paths and values, placeholders filled in. */
  fromRows(name: PrimitiveName, rows: readonly Row[], options?: { readonly unchecked?: boolean }): Primitive {
    return primitiveFromRows(
      name,
      rows.map(([path, value]) => [path, this.fill(value)] as const),
      this.version,
      options,
    );
  }

  // Memory -----------------------------------------------------------------------------------------------------------

  /** Keeps a value for later steps. */
  keep<T>(key: string, value: T): T {
    this.run.memory.set(key, value);
    return value;
  }
  /** The value kept under a key; a step that asks for a key that nobody kept is wrong. */
  kept<T = unknown>(key: string): T {
    if (!this.run.memory.has(key)) {
      const known = [...this.run.memory.keys()].join(', ') || 'nothing';
      throw new HarnessError(`a step wants "${key}", which no step kept (kept: ${known})`);
    }
    return this.run.memory.get(key) as T;
  }
  /** The value kept under a key, or the value made now and kept. */
  recall<T>(key: string, make: () => T): T {
    return this.run.memory.has(key) ? this.kept<T>(key) : this.keep(key, make());
  }
  /** Undoes something at the end of the scenario, whatever happens before: later ones first. */
  cleanUp(what: string, run: () => Promise<unknown>): void {
    const acting = this.#acting;
    this.run.cleanUp(what, async () => {
      this.#acting = acting;
      await run();
    });
  }

  /** As {@link cleanUp}, by requests of a party, which logs in again if necessary. A refusal leaves state behind. */
  undo(party: Party, kind: StateKind, requests: readonly Primitive[]): void {
    this.cleanUp(`undo the ${kind} of ${party.name}`, async () => {
      try {
        if (party.client.session.sessionId === undefined) await party.open();
        for (const { name, value } of requests) (await party.client.request(name, value)).orThrow();
      } catch (error) {
        this.run.left(kind, party.user, error instanceof Error ? error.message : String(error));
      }
    });
  }

  /** True if the session of a user ended in an earlier scenario with a subscription to the user who asked last. */
  lingers(watcher: string): boolean {
    const { ledger } = this.#context;
    const publisher = this.#lastAsked?.user ?? '';
    return ledger.lingering.has(`${ledger.plain(watcher)}>${ledger.plain(publisher)}`);
  }

  // Judging ----------------------------------------------------------------------------------------------------------

  get expect(): Expect {
    this.#expect ??= createExpect(
      (text) => this.note(text),
      () => this.run.looked(),
    );
    return this.#expect;
  }
  /** The implementation did not do what the requirement says. Both in the same notation. */
  fail(expected: string, observed: string, place?: Place): never {
    this.run.looked();
    throw new ConformanceFailure(expected, observed, place);
  }
  /**
   * Limits a failure inside to these requirements, in a scenario that checks several; the others keep the result they had
   * reached so far. In a scenario with one requirement it changes nothing.
   */
  async about<T>(requirements: readonly string[], call: () => T | Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      const own = requirements.filter((id) => this.run.scheduled.requirements.includes(id));
      if (!(error instanceof ConformanceFailure) || own.length === 0) throw error;
      throw new ConformanceFailure(error.expected, error.observed, error.place, error.root, own);
    }
  }
  /** The tester lacks something: a key of the IXIT, an ability of the adapter. */
  untestable(missing: string, why: string): never {
    throw Inconclusive.untestable(missing, why);
  }
  /** Reports items that work although the ICS does not claim them: the file needs correction, and nothing can be judged. */
  unclaimed(items: readonly string[]): never {
    throw Inconclusive.unclaimed(items, `${items.join(', ')}: implemented, but not claimed; correct the file`);
  }
  /** The reading of an open point of the standard: that of the ICS, or else the first choice of the register. */
  reading(point: string): string {
    const choices = catalogue.ambiguities.find(({ id }) => id === point)?.choices;
    const [usual] = choices ?? [];
    if (usual === undefined) throw new HarnessError(`${point} has no readings to choose from`);
    return this.ics.readings[point] ?? usual;
  }
  /** Ends the scenario without a pass: the implementation gave no occasion to observe its subject. */
  nothingToSee(what: string): never {
    throw Inconclusive.nothingObserved(what);
  }
  /** A remark that changes no verdict: a variant that is tolerated. */
  note(text: string): void {
    this.run.notes.push(text);
  }
  /** A deviation that is reported and never judged. */
  observe(expected: string, observed: string): void {
    this.run.looked();
    this.run.observations.push({ expected, observed });
  }
  /**
   * Something that has to work before the check means anything: the well-formed twin of a flawed message, a list to be
   * deleted. Where it fails, the check is inconclusive and points at `root`, the requirement that is about it.
   */
  async prerequisite<T>(root: string, call: () => Promise<T>): Promise<T> {
    try {
      return await rooted(root, call);
    } catch (error) {
      if (!(error instanceof ConformanceFailure) || this.run.scheduled.requirements.includes(error.root ?? root))
        throw error;
      throw Inconclusive.prerequisite(
        error.root ?? root,
        `expected ${error.expected}, observed ${error.observed}`,
        error.place,
      );
    }
  }
  /** `KeepAlive-Response 200` */
  notation(primitive: Primitive): string {
    return notation(primitive);
  }
  /** The place of an element of an answer, by its path below the primitive. */
  place(of: Answer | Received, path = ''): Place {
    return 'transactionId' in of ? placeOfAnswer(of, path) : placeOfReceived(of, path);
  }

  // The operator's side ----------------------------------------------------------------------------------------------

  /** The adapter, which must be able to do something; the check is inconclusive where it is not. */
  operator(capability: Capability): IutAdapter {
    const { adapter } = this.#allParties.outside;
    if (!adapter.capabilities.has(capability)) {
      throw Inconclusive.untestable(`adapter: ${capability}`, `nobody can do "${capability}" on this implementation`);
    }
    return adapter;
  }
  /** True if a wait of the clients' clock moves the clock of the implementation and takes no time. */
  get virtualTime(): boolean {
    return this.#allParties.outside.virtual;
  }
  /** Connects and closes at once. @throws Error if nobody is there */
  reach(url: string): Promise<void> {
    return this.#allParties.outside.reach(url);
  }
  /** Announces a channel beside HTTP, of which nothing is recorded. */
  besideHttp(what: string): void {
    this.#allParties.outside.channel(what);
  }
  /** Letters for the cookies of a further client of the scenario: the same when it is judged again. */
  tokens(client: string): () => string {
    return tokensOf(this.#context, this.run, client);
  }
  /** The time of day, which is recorded with the scenario. */
  today(): Date {
    return this.#allParties.outside.date();
  }
  /** True if the adapter is able to do something. */
  can(capability: Capability): boolean {
    return this.#context.adapter.capabilities.has(capability);
  }
  /** True if letting time pass takes real time. */
  get waits(): boolean {
    return this.#context.adapter.waits === true;
  }
  /** Lets time pass for the implementation, in seconds. */
  async pass(seconds: number): Promise<void> {
    const clock = this.operator('clock');
    if (clock.waits === true) this.run.extend(seconds * 1000);
    await clock.advanceClock?.(seconds * 1000);
  }
}

setWorldConstructor(World);
