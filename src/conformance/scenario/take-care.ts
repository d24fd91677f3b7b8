/** Connects a scenario with the ledger of its run: checks, undoing, comparison and end of sessions when it is over. */

import type { Cause } from '../../results/results.ts';
import { claimsOf } from '../claims/claimed.ts';
import { PARTIES, SPECIAL_ACCOUNTS } from '../ics/types.ts';
import { type Actor, type Care, compareLists, endSessions, leave, undoAll } from '../state/caretaker.ts';
import { anotherRun, stuckMessages, touches } from '../state/touch.ts';
import type { Signal } from '../verdicts/scenario-outcome.ts';
import type { RunContext } from './context.ts';
import type { Caretaking, ScenarioRun } from './scenario.ts';

interface Parties {
  /** The party steps name so: `A`, `B2`, `barred`. */
  of(key: string): Actor;
  /** The parties made so far. */
  all(): readonly Actor[];
}

const LETTERS: readonly string[] = ['A', 'B', 'C', 'D'];

export function takeCare(context: RunContext, scenario: ScenarioRun, parties: Parties): Caretaking {
  const { ledger, ics, adapter } = context;
  const { source, configuration } = scenario.scheduled;
  const before = ledger.leftovers.length;
  const stood = [...ledger.standing];
  const page = ledger.page({ scenario: source.id, configuration: configuration.id });
  const claims = claimsOf(ics);
  // A client under test keeps its state in the server of the tester, which each scenario has anew.
  const read = () => page.read(adapter.client === undefined ? scenario.tap.exchanges : []);
  const care: Care = {
    ledger,
    page,
    party: (user) => partyOf(context, parties, user),
    open: () => parties.all().filter(({ client }) => client.session.sessionId !== undefined),
    named: (name) => parties.all().find((party) => party.name === name),
    claims: (item) => claims.claimed(item, configuration.version),
    read,
  };

  function look(): Signal | undefined {
    if (scenario.signal?.cause?.kind === 'untestable') return undefined;
    read();
    const left = stood.find((one) => touches(one, { page, ledger }));
    if (left !== undefined) {
      const message = `${left.what} was left behind and could not be undone (${left.why})`;
      return inconclusive({ kind: 'leftover', left: left.what, by: left.scenario, message }, scenario.signal);
    }
    if (scenario.signal === undefined) return undefined;
    const other = anotherRun({ page, ledger }, context.runId);
    if (other !== undefined) {
      const message = `another run is on with the same accounts: something of its making was met (${other})`;
      return inconclusive({ kind: 'leftover', left: other, by: 'another run', message }, scenario.signal);
    }
    const stuck = stuckMessages({ page, ledger });
    if (stuck === undefined) return undefined;
    const message = `messages were accepted for ${stuck.user} by earlier scenarios and never came out`;
    const what = `messages for ${stuck.user}`;
    return inconclusive({ kind: 'leftover', left: what, by: stuck.by.scenario, message }, scenario.signal);
  }

  return {
    look,
    undo: () => undoAll(care),
    leave: (kind, user, why) => leave(care, kind, { user }, why),
    compare: () => compareLists(care),
    async end() {
      for (const { client } of parties.all()) {
        await client.stopPolling().catch(() => {});
        if (client.session.sessionId !== undefined) await client.logout().catch(() => {});
      }
      await endSessions(care);
      for (const { client } of parties.all()) await client.close();
    },
    giveUp(why) {
      read();
      for (const one of [...page.standing]) if (one.kind !== 'message') leave(care, one.kind, one, why);
      for (const { id, user } of [...ledger.sessions.values()]) {
        ledger.dropSession(id);
        leave(care, 'session', { user, key: id }, why);
      }
    },
    async leftovers() {
      const left = ledger.leftovers.slice(before);
      for (const { what, why } of left) scenario.notes.push(`left behind: ${what}: ${why}`);
      if (
        (ledger.standing.length > 0 || page.lost.size > 0 || page.standing.length > 0) &&
        adapter.capabilities.has('reset')
      ) {
        await adapter.reset?.();
        ledger.forget();
      }
      return left;
    },
  };
}

function inconclusive(cause: Cause, { expected, observed, place }: Partial<Signal> = {}): Signal {
  return { verdict: 'inconclusive', cause, expected, observed, place };
}

/** The party that acts for a user: one with an open session, else one already made, else the first of the account. */
function partyOf({ ixit, ledger }: RunContext, parties: Parties, user: string): Actor | undefined {
  const same = (address: string) => ledger.plain(address) === ledger.plain(user);
  const made = parties.all().filter((party) => same(party.user));
  const found = made.find(({ client }) => client.session.sessionId !== undefined) ?? made[0];
  if (found !== undefined) return found;
  const letter = LETTERS[PARTIES.findIndex((name) => same(ixit.accounts[name].user))];
  const special = SPECIAL_ACCOUNTS.find((name) => same(ixit.specialAccounts[name]?.user ?? ''));
  const key = letter ?? special;
  return key === undefined ? undefined : parties.of(key);
}
