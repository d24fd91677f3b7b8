/**
 * Lanes: scenarios that run side by side on one server, each lane with four users of its own. A scenario that touches
 * something all users of the server share (the clock, an account there is once, a group of the provider, a limit of the
 * whole server) runs alone, after the others.
 */
import { randomBytes } from 'node:crypto';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { roleOf } from '../claims/claims.ts';
import { type Accounts, accountsLike } from '../ics/lanes.ts';
import type { Ixit } from '../ics/types.ts';
import type { IutAdapter } from '../iut/adapter.ts';
import type { Scheduled } from '../plan/scheduled.ts';
import { ConfigurationError } from '../problems.ts';
import { createLedger, type Ledger } from '../state/ledger.ts';

/** Users of a lane, and the state they have on the server. */
export interface Lane {
  /** From 1. */
  readonly number: number;
  readonly ixit: Ixit;
  readonly ledger: Ledger;
}

/**
 * The IXIT of each lane, the first one with the accounts of the file. Sets that are missing are created where the
 * adapter can do that.
 * @throws ConfigurationError if there are too few sets
 */
export async function lanesOf(ixit: Ixit, count: number, adapter: IutAdapter): Promise<readonly Lane[]> {
  const given = [ixit.accounts, ...(ixit.lanes ?? [])];
  const sets = given.slice(0, count);
  if (count > 1 && adapter.kind === 'embedded') {
    throw new ConfigurationError('--lanes is for an implementation of your own (--iut); --jobs shares the work here');
  }
  if (sets.length < count && !adapter.capabilities.has('create-account')) {
    throw new ConfigurationError(
      `--lanes ${count}: the IXIT has ${given.length === 1 ? 'one set' : `${given.length} sets`} of accounts; write the others under ixit.lanes`,
    );
  }
  for (let lane = sets.length + 1; lane <= count; lane++) sets.push(await created(ixit, lane, adapter));
  const secrets = [...ixit.secrets, ...sets.slice(given.length).flatMap(passwordsOf)];
  return sets.map((accounts, i) => {
    const own = { ...ixit, accounts, secrets };
    return { number: i + 1, ixit: own, ledger: createLedger(own) };
  });
}

function passwordsOf(accounts: Accounts): string[] {
  return Object.values(accounts).map(({ password }) => password);
}

async function created({ accounts }: Ixit, lane: number, adapter: IutAdapter): Promise<Accounts> {
  const wanted = accountsLike(accounts, lane, () => randomBytes(9).toString('base64url'));
  const make = async (name: keyof Accounts) => {
    const { user, password, msisdn, profile } = wanted[name];
    return (await adapter.createAccount?.({ user, password, msisdn, profile })) ?? wanted[name];
  };
  return {
    alice: await make('alice'),
    bob: await make('bob'),
    carol: await make('carol'),
    dave: await make('dave'),
  };
}

/** The adapter as lanes use it: a reset would take the state of all lanes away. */
export function withoutReset(adapter: IutAdapter): IutAdapter {
  return {
    ...adapter,
    name: adapter.name,
    get capabilities() {
      return new Set([...adapter.capabilities].filter((one) => one !== 'reset'));
    },
    get waits() {
      return adapter.waits === true;
    },
  };
}

/** Steps that name an account there is once, or a group that all users may join. */
const SHARED_STEP = /(?:^|[^\w])(?:barred|restricted|phone|unfunded|elsewhere|group of the provider)(?=$|[^\w-])/i;
/** Testability of requirements whose scenarios touch what all users share. */
const SHARED_MEANS =
  /^needs-adapter:(?:barred-account|restricted-account|msisdn-account|credit|remote-service-element|network-identity|public-group|group-limits|search-limits|load)$/;
const SHARED_NEED =
  /^(?:groups\.|limits\.(?:groups|searchHits)|accounts\.(?:barred|restricted|phone|unfunded|elsewhere))/;
const CLOCK = 'needs-adapter:clock';

export interface Sorted {
  /** Numbers of scenarios for the lanes, in the order of the run; those that wait for time to pass come last. */
  readonly beside: readonly number[];
  /** Numbers of those that run alone. */
  readonly alone: readonly number[];
}

/** Sorts a schedule. `waits` is true if time passes for the implementation by waiting, which disturbs nobody. */
export function sortLanes(schedule: readonly Scheduled[], catalogue: Catalogue, waits: boolean): Sorted {
  const beside: number[] = [];
  const waiting: number[] = [];
  const alone: number[] = [];
  for (const [index, scheduled] of schedule.entries()) {
    const place = isShared(scheduled, catalogue)
      ? alone
      : !needsClock(scheduled, catalogue)
        ? beside
        : waits
          ? waiting
          : alone;
    place.push(index + 1);
  }
  return { beside: [...beside, ...waiting], alone };
}

function needsClock({ source, requirements }: Scheduled, catalogue: Catalogue): boolean {
  return source.needs.includes('clock') || requirements.some((id) => catalogue.requirement(id)?.testability === CLOCK);
}

function isShared({ source, requirements }: Scheduled, catalogue: Catalogue): boolean {
  if (source.tags.includes('@alone') || source.needs.some((need) => SHARED_NEED.test(need))) return true;
  if (source.pickle.steps.some(({ text }) => SHARED_STEP.test(text))) return true;
  return requirements.some((id) => {
    const requirement = catalogue.requirement(id);
    const item = requirement && catalogue.item(requirement.item);
    if (requirement === undefined || item === undefined) return false;
    return SHARED_MEANS.test(requirement.testability) || roleOf(item) === 'ssp-server';
  });
}
