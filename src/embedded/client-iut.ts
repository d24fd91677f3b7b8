/** The simulated client as the implementation under test of a run: it meets the tester's server in this process, in virtual time. */
import type { Driver, Shown } from '../conformance/clients/driver.ts';
import type { TestersServer } from '../conformance/clients/tester.ts';
import type { ClientUnderTest } from '../conformance/clients/under-test.ts';
import type { Ics, Ixit } from '../conformance/ics/types.ts';
import type { Capability, IutAdapter } from '../conformance/iut/adapter.ts';
import { Handset, type HandsetOptions } from '../handset/handset.ts';
import type { Syntax } from '../protocol/syntax/types.ts';
import type { Version } from '../protocol/version.ts';
import { embeddedAccounts, ixitFor } from './iut.ts';
import { SteppedClock } from './stepped-clock.ts';
import { type OwnTestersServer, openTestersServer } from './testers-server.ts';

export interface EmbeddedClientOptions {
  /** Makes another client of the conforming one: a defect, a legal variant. */
  readonly change?: ((options: HandsetOptions) => HandsetOptions) | undefined;
  readonly name?: string | undefined;
  readonly watch: ClientUnderTest['watch'];
}

/** Items the simulated client does not do: bearers and channels of its own, and what it has no function for. */
const NOT_DONE: readonly string[] = [];

function icsFor(name: string): Ics {
  return {
    name,
    vendor: undefined,
    roles: ['csp-client'],
    versions: ['1.1', '1.2', '1.3'],
    syntaxes: ['xml', 'wbxml'],
    bearers: ['http'],
    optional: 'all',
    claimed: [],
    notClaimed: NOT_DONE.map((item) => ({ item, versions: undefined })),
    readings: {},
  };
}

/** Turns of the event loop without a request under way, after which both sides are at rest. */
const QUIET_TURNS = 3;

function driverOf(handset: Handset): Driver {
  return {
    name: 'the simulated client',
    can: () => true,
    begin: ({ version, syntax, ...settings }) =>
      handset.begin({ ...settings, version: version as Version, syntax: syntax as Syntax }),
    perform: (action, parameters) => handset.perform(action, parameters),
    get shown(): readonly Shown[] {
      return handset.shown;
    },
    end: () => handset.end(),
    stop: () => handset.end(),
  };
}

export function embeddedClient(options: EmbeddedClientOptions): IutAdapter {
  const clock = new SteppedClock();
  const base: HandsetOptions = { clock };
  const handset = new Handset(options.change?.(base) ?? base);
  const faults: { where: string; error: unknown }[] = [];
  const name = options.name ?? 'Simulated client';
  let server: OwnTestersServer | undefined;
  const running = (): TestersServer => {
    if (server === undefined) throw new Error("the tester's server is not running");
    return server;
  };
  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < QUIET_TURNS; ) {
      await new Promise((resolve) => setImmediate(resolve));
      quiet = handset.inHand === 0 ? quiet + 1 : 0;
    }
  };
  return {
    kind: 'embedded',
    name,
    faults,
    capabilities: new Set<Capability>(['reset', 'clock', 'client-operator', 'client-display']),
    client: {
      driver: driverOf(handset),
      get server() {
        return running();
      },
      pass: (ms) => clock.advance(ms, settle),
      settle,
      waits: false,
      watch: options.watch,
    },
    async start() {
      const { accounts, domain, user } = embeddedAccounts();
      server = await openTestersServer({
        clock,
        domain,
        accounts,
        user,
        onFault: (error, where) => faults.push({ where, error }),
      });
      const ixit: Ixit = ixitFor(server.url);
      return { ics: icsFor(name), ixit };
    },
    async stop() {
      const stopping = server;
      server = undefined;
      await handset.end().catch(() => {});
      await stopping?.close();
    },
    reset: async () => {},
    advanceClock: (ms) => clock.advance(ms, settle),
  };
}
