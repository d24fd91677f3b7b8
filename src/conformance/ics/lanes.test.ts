import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../problems.ts';
import { accountsLike } from './lanes.ts';
import { readIut } from './load.ts';
import { TEMPLATE } from './template.ts';
import { writeIut } from './write.ts';

const set = (number: number, profile = '') =>
  ['alice', 'bob', 'carol', 'dave']
    .map((name) => `${name}: { user: "wv:${name}${number}@example.com", password: ${name}-secret${number}${profile} }`)
    .join(', ');
const withLanes = (...sets: string[]) =>
  TEMPLATE.replace('  # Further sets', `  lanes: [${sets.map((one) => `{ ${one} }`).join(', ')}]\n  # Further sets`);

/** Messages about such a file. */
function problemsOf(text: string): string[] {
  try {
    readIut(text, 'iut.yaml');
    return [];
  } catch (error) {
    return error instanceof ConfigurationError ? error.problems.map(({ message }) => message) : [String(error)];
  }
}

describe('sets of accounts for lanes', () => {
  it('are read, their passwords are secrets, and they are written as they were read', () => {
    const { ics, ixit } = readIut(withLanes(set(2), set(3)), 'iut.yaml');
    expect(ixit.lanes?.map(({ dave }) => dave.user)).toEqual(['wv:dave2@example.com', 'wv:dave3@example.com']);
    expect(ixit.secrets).toEqual(expect.arrayContaining(['alice-secret2', 'dave-secret3']));
    expect(readIut(writeIut(ics, ixit, ''), 'iut.yaml').ixit.lanes).toEqual(ixit.lanes);
  });

  it('share no user with each other, however it is spelt', () => {
    expect(problemsOf(withLanes(set(2).replace('wv:bob2@example.com', 'BOB')))).toEqual([
      'it is the user of accounts.bob as well: lanes share no user',
    ]);
    expect(problemsOf(withLanes(set(2), set(2)))[0]).toBe(
      'it is the user of lanes[0].alice as well: lanes share no user',
    );
  });

  it('are alike, and no search finds the users of two', () => {
    expect(problemsOf(withLanes(set(2, ', profile: { USER_ALIAS: x }')))[0]).toBe(
      'its profile has USER_ALIAS, that of the first set none: all sets must be alike',
    );
    const found = (first: string, second: string) =>
      problemsOf(
        withLanes(
          set(2).replace('alice-secret2 }', `alice-secret2, profile: { USER_FIRST_NAME: ${second} } }`),
        ).replace(
          'password: alice-password }\n    #',
          `password: alice-password, profile: { USER_FIRST_NAME: ${first} } }\n    #`,
        ),
      );
    expect(found('Alice', 'Alice')).toEqual([
      'USER_FIRST_NAME is "Alice" in another set as well: a search would find the users of two lanes',
    ]);
    expect(found('Alice', 'Alina')).toEqual([]);
  });

  it('lack nobody', () => {
    expect(problemsOf(withLanes(set(2).replace(/, dave.*/, ''))).join()).toContain('dave');
  });
});

describe('a set made after another one', () => {
  it('has other users, profiles, numbers and passwords', () => {
    const { accounts } = readIut(TEMPLATE, 'iut.yaml').ixit;
    const alice = { ...accounts.alice, msisdn: '+3584', profile: { USER_EMAIL_ADDRESS: 'a@b.c', USER_ALIAS: 'al' } };
    expect(accountsLike({ ...accounts, alice }, 2, () => 'secret').alice).toEqual({
      user: 'wv:alice-lane2@example.com',
      password: 'secret',
      msisdn: '+35842',
      profile: { USER_EMAIL_ADDRESS: 'a-lane2@b.c', USER_ALIAS: 'al-lane2' },
      refused: [],
    });
  });
});
