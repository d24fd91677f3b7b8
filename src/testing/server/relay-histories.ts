/**
 * Random histories of three domains whose servers die, stall, repeat, lie and start anew in the middle of any exchange, and a
 * small model of what must hold all the same: every server serves its clients; a message that was acknowledged arrives within
 * its validity; nothing arrives twice. A server is in memory: what it had acknowledged ends with it when it starts anew, and
 * it cannot know what had come before.
 */
import type { PrimitiveName } from '../../protocol/messages/envelope.ts';
import { type SspEnvelope, sealSsp, sspPrimitive, sspStep } from '../../protocol/ssp/envelope.ts';
import { writeSsp } from '../../protocol/ssp/write.ts';
import { VERSIONS } from '../../protocol/version.ts';
import { defaultDialect } from '../../transport/ssp/dialects.ts';
import { codeOf, random, type TestClient } from './client.ts';
import { createDomains, type DomainServer } from './domains.ts';
import { sent, texts } from './messaging.ts';
import { createWires, type Passage, type Wires } from './wires.ts';

const DOMAINS = ['alpha.example', 'beta.example', 'gamma.example'] as const;
type Domain = (typeof DOMAINS)[number];
const STEPS = 14;
/** Seconds. */
const STRIDE = 8;
const dialect = defaultDialect();

interface Message {
  readonly text: string;
  readonly from: Domain;
  readonly to: Domain;
  /** Starts of either server before it was acknowledged. */
  readonly starts: readonly [number, number];
  /** Starts of the receiver at each arrival. */
  readonly arrivals: number[];
}

class History {
  readonly #chance: () => number;
  readonly #wires: Wires;
  readonly #domains: ReturnType<typeof createDomains>;
  readonly #servers = new Map<Domain, DomainServer>();
  readonly #clients = new Map<Domain, TestClient>();
  readonly #starts = new Map<Domain, number>(DOMAINS.map((domain) => [domain, 0]));
  readonly #dead = new Set<string>();
  readonly #messages: Message[] = [];
  /** Faults of the network end before the end of a history. */
  #repaired = false;

  constructor(seed: number) {
    this.#chance = random(seed);
    this.#wires = createWires((from, to) => this.#passage(from, to));
    this.#domains = createDomains(this.#wires);
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#chance() * list.length)] as T;
  }

  #passage(from: string, to: string): Passage {
    // a history waits for its liar, whom a request under way must not hold up
    if (this.#repaired || from === 'mallory') return 'arrives';
    if (this.#dead.has(from) || this.#dead.has(to)) return 'lost';
    const roll = this.#chance();
    if (roll < 0.7) return 'arrives';
    if (roll < 0.8) return 'lost';
    return roll < 0.87 ? 'unanswered' : roll < 0.94 ? 'twice' : 'stalls';
  }

  /** Lets everything happen that needs no time; servers answer in turns of the event loop. */
  async #settle(): Promise<void> {
    for (let count = -1, quiet = 0; quiet < 3; ) {
      await new Promise((resolve) => setImmediate(resolve));
      quiet = this.#wires.count === count ? quiet + 1 : 0;
      count = this.#wires.count;
    }
  }

  /** The client of a domain, logged in again where its session has run out. */
  #client(domain: Domain): TestClient | undefined {
    const { server } = this.#servers.get(domain) ?? {};
    if (server?.access.sessionsOf(`wv:ann@${domain}`).length === 0) this.#login(domain);
    return this.#clients.get(domain);
  }

  #login(domain: Domain): void {
    const server = this.#servers.get(domain);
    if (server !== undefined) this.#clients.set(domain, server.client('ann', this.#pick(VERSIONS)));
  }

  #send(): void {
    const from = this.#pick(DOMAINS);
    const to = this.#pick(DOMAINS.filter((domain) => domain !== from));
    const client = this.#client(from);
    if (client === undefined) return;
    const text = `message ${this.#messages.length}`;
    const starts = [this.#starts.get(from) ?? 0, this.#starts.get(to) ?? 0] as const;
    sent(client, text, { recipient: { User: [{ UserID: `wv:ann@${to}` }] }, report: this.#chance() < 0.3 });
    this.#messages.push({ text, from, to, starts, arrivals: [] });
  }

  #collect(domain: Domain): void {
    const client = this.#client(domain);
    if (client === undefined) return;
    for (const text of texts(client)) {
      const message = this.#messages.find((one) => one.text === text);
      if (message?.to !== domain) throw new Error(`${domain} got '${text}', which nobody sent there`);
      message.arrivals.push(this.#starts.get(domain) ?? 0);
    }
  }

  #restart(domain: Domain): void {
    this.#servers.get(domain)?.server.reset();
    this.#starts.set(domain, (this.#starts.get(domain) ?? 0) + 1);
    this.#login(domain);
  }

  /** A document of somebody who says to be another domain, or knows nothing of the sessions there are. */
  async #lie(): Promise<void> {
    const [as, to] = [this.#pick(DOMAINS), this.#pick(DOMAINS)];
    const id = `${as}-${Math.floor(this.#chance() * 20)}`;
    const user = { clientOriginated: true, Requestor: { serviceID: `wv:@${as}`, User: { userID: `wv:ann@${as}` } } };
    const lies: readonly SspEnvelope[] = [
      setup(id, sspStep('SendSecretToken', token(as))),
      setup(id, sspStep('LoginRequest', { serviceID: `wv:@${as}`, timeToLive: 60, PasswordDigest: proof() })),
      setup(id, sspStep('LoginResponse', { sessionID: `1@${as}`, timeToLive: 60, Status: { code: 200 } })),
      setup(id, sspStep('Status', { code: 401 })),
      {
        kind: 'session',
        version: '1.3',
        sessionId: `1@${as}`,
        transactions: [
          { mode: 'Response', id, primitive: sspPrimitive('Status', { code: 200 }) },
          { mode: 'Request', id, primitive: sspPrimitive('GetGroupPropsRequest', { groupID: 'x', MetaInfo: user }) },
        ],
      },
    ];
    const body = writeSsp(sealSsp(this.#pick(lies)), dialect);
    await this.#wires
      .http('mallory')
      .exchange({ method: 'POST', url: `http://${to}/`, headers: [], body }, { party: 'mallory' });
  }

  async #step(): Promise<void> {
    const roll = this.#chance();
    if (roll < 0.45) this.#send();
    else if (roll < 0.6) this.#collect(this.#pick(DOMAINS));
    else if (roll < 0.7) await this.#pass(1 + Math.floor(this.#chance() * 120));
    else if (roll < 0.8) await this.#lie();
    else if (roll < 0.87) this.#dead.add(this.#pick(DOMAINS));
    else if (roll < 0.94) this.#dead.delete(this.#pick([...this.#dead, '']));
    else this.#restart(this.#pick(DOMAINS));
    if (this.#chance() < 0.5) await this.#settle();
  }

  /** Lets seconds pass, a few at a time: what a timer begins has to come to its end before the next one rings. */
  async #pass(seconds: number): Promise<void> {
    for (let passed = 0; passed < seconds; passed += STRIDE) {
      for (const { clock } of this.#servers.values()) clock.advance(STRIDE * 1_000);
      if (this.#repaired || this.#chance() < 0.3) this.#wires.release();
      await this.#settle();
    }
  }

  async run(): Promise<void> {
    for (const domain of DOMAINS) {
      this.#servers.set(domain, await this.#domains.start(domain, { users: ['ann'] }));
      this.#login(domain);
    }
    for (let step = 0; step < STEPS; step++) await this.#step();
    this.#repaired = true;
    // pauses have not grown longer than this; the messages are valid for a day
    await this.#pass(600);
    for (const domain of DOMAINS) this.#collect(domain);
    // reports of what was collected; a session that only one side knows costs a repeat
    await this.#pass(80);
    this.#check();
    await this.#domains.stop();
  }

  #check(): void {
    for (const { text, from, to, starts, arrivals } of this.#messages) {
      const undisturbed = starts[0] === this.#starts.get(from) && starts[1] === this.#starts.get(to);
      if (undisturbed && arrivals.length === 0) throw new Error(`'${text}' from ${from} never came to ${to}`);
      if (new Set(arrivals).size < arrivals.length) throw new Error(`'${text}' from ${from} came to ${to} twice`);
    }
    for (const [domain, { server, clock }] of this.#servers) {
      const waiting = server.relay?.links.filter(({ queued }) => queued > 0) ?? [];
      if (waiting.length > 0) throw new Error(`${domain} still waits for ${waiting.map((link) => link.domain)}`);
      clock.advance(1);
      const client = this.#client(domain);
      const answer = client?.request('GetPresence-Request' satisfies PrimitiveName, own(client) as never);
      if (answer === undefined || codeOf(answer) !== 200) throw new Error(`${domain} serves its clients no more`);
    }
    const [fault] = this.#domains.faults;
    if (fault !== undefined) throw fault;
  }
}

function own({ user, version }: TestClient): object {
  return version === '1.3' ? { UserIDList: { UserID: [user] } } : { User: [{ UserID: user }] };
}

function setup(id: string, step: Extract<SspEnvelope, { kind: 'setup' }>['step']): SspEnvelope {
  return { kind: 'setup', version: '1.3', mode: 'Request', id, step };
}

function token(domain: string) {
  return { serviceID: `wv:@${domain}`, protocol: 'WV-SSP', protocolVersion: '1.3', SecretToken: { value: 'guess' } };
}

function proof() {
  return { encoding: 'base64' as const, value: 'AAAAAAAAAAAAAAAAAAAAAA==' };
}

/** Runs one history. @throws Error that says what did not hold */
export function relayHistory(seed: number): Promise<void> {
  return new History(seed).run();
}
