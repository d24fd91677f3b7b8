/** The client under test in a scenario: its driver, the server it meets, and what it has sent. */

import type { EnvelopeTransaction } from '../../protocol/messages/envelope.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import type { Place } from '../../results/results.ts';
import type { ActionName, Parameters, Performed } from '../clients/driver.ts';
import { DriverError } from '../clients/driver.ts';
import type { Meeting, ServerSettings } from '../clients/tester.ts';
import type { ClientUnderTest } from '../clients/under-test.ts';
import type { Ixit } from '../ics/types.ts';
import { type Observed, observe } from '../monitors/stream.ts';
import { runContext } from './context.ts';
import { CHANNEL } from './outside.ts';
import type { ScenarioRun } from './scenario.ts';
import { HarnessError, Inconclusive } from './signals.ts';

/** A transaction that the client sent, or was sent. */
export interface Seen {
  readonly transaction: EnvelopeTransaction;
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly observed: Observed;
  readonly place: Place;
}

/** A scenario as the bench needs it. */
export interface BenchWorld {
  readonly run: ScenarioRun;
  readonly ixit: Ixit;
  readonly version: Version;
  readonly syntax: Syntax;
  cleanUp(what: string, run: () => Promise<unknown>): void;
  note(text: string): void;
  recall<T>(key: string, make: () => T): T;
}

export type { ActionName, Parameters } from '../clients/driver.ts';
export type { Interference } from '../clients/tester.ts';

export class Bench {
  readonly #world: BenchWorld;
  readonly #client: ClientUnderTest;
  #meeting: Meeting | undefined;
  #settings: ServerSettings = {};
  #stream: readonly Observed[] = [];
  /** Exchanges before the step that is on its way, for what comes after it. */
  mark = 0;

  constructor(world: BenchWorld) {
    const { client } = runContext().adapter;
    if (client === undefined) throw new HarnessError('this scenario is about a client, and a server is under test');
    this.#world = world;
    this.#client = client;
    // The words of the scenario do not decide what the client does: nobody can judge its steps again.
    world.run.calls.push({ what: CHANNEL, value: 'a client under test' });
  }

  /** Decisions of the server, before the client is set up. */
  set(settings: ServerSettings): void {
    if (this.#meeting !== undefined) throw new HarnessError('the client is set up already');
    this.#settings = { ...this.#settings, ...settings };
  }

  get meeting(): Meeting {
    if (this.#meeting === undefined) throw new HarnessError('the client is not set up');
    return this.#meeting;
  }

  /** Sets server and client up. */
  async setUp(): Promise<void> {
    if (this.#meeting !== undefined) return;
    const { version, syntax, run, ixit } = this.#world;
    const { server, driver } = this.#client;
    this.#meeting = server.meet({ tap: run.tap, version, syntax, settings: this.#settings });
    // A connection that the tester closes is no loss.
    run.tap.onExchange(({ failure, number }) => failure !== undefined && run.deliberate.add(number));
    this.#world.cleanUp('end the work of the client', () => driver.end());
    const { user, password } = ixit.accounts.alice;
    await this.#driven(() => driver.begin({ server: server.url, user, password, version, syntax }));
  }

  /** Has the user do something. Inconclusive where nobody can make this client do so. */
  async does(action: ActionName, parameters: Parameters = {}): Promise<Performed> {
    await this.setUp();
    const { driver } = this.#client;
    this.mark = this.#world.run.tap.exchanges.length;
    const cannot = `the client, as it is driven, cannot do "${action}"`;
    if (!driver.can(action)) throw Inconclusive.untestable(`driver: ${action}`, cannot);
    const performed = await this.#driven(() => driver.perform(action, parameters));
    if (performed.kind === 'cannot') throw Inconclusive.untestable(`driver: ${action}`, `${cannot}: ${performed.why}`);
    await this.#client.settle();
    if (performed.kind === 'failed') this.#world.note(`the driver says that "${action}" failed: ${performed.why}`);
    this.#demandTongue();
    return performed;
  }

  async #driven<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
      throw Inconclusive.untestable('driver', error.message);
    }
  }

  /** The configuration of the scenario is judged: nothing is, of a client that speaks another one. */
  #demandTongue(): void {
    const { version, syntax } = this.#world;
    const other = this.stream.find(({ request }) => {
      const read = request?.read;
      return read?.version !== undefined && (read.version !== version || read.syntax !== syntax);
    });
    if (other === undefined) return;
    const spoken = `${other.request?.read.version ?? ''}-${other.request?.read.syntax ?? ''}`;
    throw Inconclusive.untestable('the configuration', `the client speaks ${spoken}, not ${version}-${syntax}`);
  }

  /** Lets time pass for client and server. */
  async pass(seconds: number): Promise<void> {
    if (this.#client.waits) this.#world.run.extend(seconds * 1_000);
    await this.#client.pass(seconds * 1_000);
    await this.#client.settle();
  }

  /** Has the user begin something whose end nobody waits for. */
  async begins(action: ActionName, parameters: Parameters = {}): Promise<void> {
    const { driver } = this.#client;
    if (!driver.can(action))
      throw Inconclusive.untestable(`driver: ${action}`, `nobody can make the client do "${action}"`);
    this.mark = this.#world.run.tap.exchanges.length;
    void driver.perform(action, parameters).catch(() => {});
    await this.#client.settle();
  }

  settle(): Promise<void> {
    return this.#client.settle();
  }

  /** Lets time pass until something is there, in steps, for at most so many seconds. */
  async until<T>(seconds: number, find: () => T | undefined): Promise<T | undefined> {
    for (let waited = 0; ; waited++) {
      const found = find();
      if (found !== undefined || waited >= seconds) return found;
      await this.pass(1);
    }
  }

  get shown() {
    return this.#client.driver.shown;
  }

  /** Everything exchanged so far, read. */
  get stream(): readonly Observed[] {
    const { exchanges } = this.#world.run.tap;
    if (exchanges.length !== this.#stream.length) {
      const { version, syntax } = this.#world;
      const fresh = observe(exchanges.slice(this.#stream.length), { version, syntax });
      this.#stream = [...this.#stream, ...fresh];
    }
    return this.#stream;
  }

  /** Requests of the client, from an exchange on. */
  asked(name: string, from = 0): readonly Seen[] {
    return this.#seen('request', from).filter((one) => one.transaction.mode === 'Request' && one.name === name);
  }

  /** Answers of the client to a transaction of the server. */
  replies(id: string, from = 0): readonly Seen[] {
    return this.#seen('request', from).filter(
      (one) => one.transaction.mode === 'Response' && one.transaction.id === id,
    );
  }

  /** Everything the client sent, from an exchange on. */
  sent(from = 0): readonly Seen[] {
    return this.#seen('request', from);
  }

  /** Transactions that the server began. */
  told(name: string, from = 0): readonly Seen[] {
    return this.#seen('response', from).filter((one) => one.transaction.mode === 'Request' && one.name === name);
  }

  /** Answers of the server. */
  answers(name: string, from = 0): readonly Seen[] {
    return this.#seen('response', from).filter((one) => one.transaction.mode === 'Response' && one.name === name);
  }

  #seen(side: 'request' | 'response', from: number): readonly Seen[] {
    return this.stream.slice(from).flatMap((observed) =>
      (observed[side]?.envelope?.transactions ?? []).map((transaction) => ({
        transaction,
        name: transaction.primitive.name,
        value: transaction.primitive.value as Readonly<Record<string, unknown>>,
        observed,
        place: { exchange: observed.exchange.number, side },
      })),
    );
  }

  /** The findings of the rules of the monitor about a requirement. */
  watched(requirement: string) {
    return this.#client.watch(this.stream, requirement);
  }
}

export function benchOf(world: BenchWorld): Bench {
  return world.recall('client under test', () => new Bench(world));
}
