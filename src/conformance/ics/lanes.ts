/**
 * Further sets of accounts, one for each lane. Lanes run side by side on one server, so that no user may stand in two of
 * them, and no search may find a user of another one.
 */
import type { Account, PartyName } from './types.ts';
import { PARTIES } from './types.ts';

export type Accounts = Readonly<Record<PartyName, Account>>;

/** A fault in the sets, with the place of the account. */
interface LaneProblem {
  readonly lane: number;
  readonly name: PartyName;
  readonly message: string;
}

/** The address of a user, so that two spellings can be compared. */
export function bareUser(user: string, domain: string): string {
  const bare = user.toLowerCase().replace(/^wv:/, '');
  return bare.includes('@') ? bare : `${bare}@${domain.toLowerCase()}`;
}

/** Faults in the sets after the first one, `main`. */
export function laneProblems(main: Accounts, lanes: readonly Accounts[], domain: string): readonly LaneProblem[] {
  const problems: LaneProblem[] = [];
  const users = new Map(PARTIES.map((name) => [bareUser(main[name].user, domain), `accounts.${name}`]));
  for (const [lane, accounts] of lanes.entries()) {
    for (const name of PARTIES) {
      const wrong = (message: string) => problems.push({ lane, name, message });
      const user = bareUser(accounts[name].user, domain);
      const other = users.get(user);
      if (other !== undefined) wrong(`it is the user of ${other} as well: lanes share no user`);
      users.set(user, `lanes[${lane}].${name}`);
      const like = main[name];
      const profile = profileProblem(
        accounts[name],
        like,
        [main, ...lanes.slice(0, lane)].map((one) => one[name]),
      );
      if (profile !== undefined) wrong(profile);
      if ((like.msisdn === undefined) !== (accounts[name].msisdn === undefined)) {
        wrong(`accounts.${name} has ${like.msisdn === undefined ? 'no' : 'an'} msisdn: all sets must be alike`);
      }
    }
  }
  return problems;
}

function profileProblem({ profile }: Account, like: Account, before: readonly Account[]): string | undefined {
  const keys = (of: Account['profile']) => Object.keys(of).sort().join(', ');
  if (keys(profile) !== keys(like.profile)) {
    return `its profile has ${keys(profile) || 'no keys'}, that of the first set ${keys(like.profile) || 'none'}: all sets must be alike`;
  }
  const [same] = Object.entries(profile).filter(([key, value]) => before.some((one) => one.profile[key] === value));
  return same === undefined
    ? undefined
    : `${same[0]} is "${same[1]}" in another set as well: a search would find the users of two lanes`;
}

/** A set made after the pattern of the first one: `wv:alice@example.com` becomes `wv:alice-lane2@example.com`. */
export function accountsLike(main: Accounts, lane: number, secret: () => string): Accounts {
  const word = `-lane${lane}`;
  const beforeAt = (text: string) => (text.includes('@') ? text.replace('@', `${word}@`) : `${text}${word}`);
  const number = (text: string) => `${text}${lane}`;
  const made = (account: Account): Account => ({
    ...account,
    user: beforeAt(account.user),
    password: secret(),
    msisdn: account.msisdn === undefined ? undefined : number(account.msisdn),
    profile: Object.fromEntries(
      Object.entries(account.profile).map(([key, value]) => [
        key,
        /^\+?[0-9]+$/.test(value) ? number(value) : beforeAt(value),
      ]),
    ),
  });
  return { alice: made(main.alice), bob: made(main.bob), carol: made(main.carol), dave: made(main.dave) };
}
