/** Operations of a random sequence, as data that fast-check can make and shrink. */
import fc from 'fast-check';
import { VERSIONS } from '../../../protocol/version.ts';

export const USERS = ['ann', 'bea', 'cid'] as const;
export const LISTS = ['l0', 'l1'] as const;
export const ATTRIBUTES = ['OnlineStatus', 'Registration', 'StatusText', 'Alias', 'UserAvailability'] as const;

const user = fc.constantFrom(...USERS);
const list = fc.constantFrom(...LISTS);
const names = fc.subarray([...ATTRIBUTES]);
/** Which of the live sessions acts. */
const by = fc.nat(11);
const target = fc.oneof(
  fc.record({ kind: fc.constant('user' as const), user }),
  fc.record({ kind: fc.constant('list' as const), list }),
);

function act<const K extends string, T>(op: K, rest: { [P in keyof T]: fc.Arbitrary<T[P]> }) {
  return fc.record({ op: fc.constant(op), ...rest } as { op: fc.Arbitrary<K> } & typeof rest) as fc.Arbitrary<
    { readonly op: K } & T
  >;
}

export const operation = fc.oneof(
  {
    weight: 3,
    arbitrary: act('login', { user, version: fc.constantFrom(...VERSIONS), client: fc.constantFrom('c0', 'c1') }),
  },
  { weight: 1, arbitrary: act('logout', { by }) },
  { weight: 2, arbitrary: act('create', { by, list, members: fc.subarray([...USERS]) }) },
  { weight: 2, arbitrary: act('delete', { by, list }) },
  { weight: 2, arbitrary: act('add', { by, list, user }) },
  { weight: 2, arbitrary: act('remove', { by, list, user }) },
  { weight: 3, arbitrary: act('attach', { by, target, names }) },
  { weight: 1, arbitrary: act('detach', { by, target }) },
  { weight: 1, arbitrary: act('attachDefault', { by, names }) },
  { weight: 1, arbitrary: act('detachDefault', { by }) },
  { weight: 3, arbitrary: act('decide', { by, user, names, accept: fc.boolean() }) },
  { weight: 2, arbitrary: act('cancel', { by, user }) },
  { weight: 4, arbitrary: act('subscribe', { by, target, names, auto: fc.boolean() }) },
  { weight: 2, arbitrary: act('unsubscribe', { by, target }) },
  {
    weight: 4,
    arbitrary: act('update', {
      by,
      name: fc.constantFrom('StatusText', 'Alias', 'UserAvailability'),
      value: fc.nat(3),
    }),
  },
  { weight: 3, arbitrary: act('get', { by, user, names }) },
  { weight: 3, arbitrary: act('poll', { by, answer: fc.boolean() }) },
  { weight: 2, arbitrary: act('watchers', { by }) },
);

type Made<A> = A extends fc.Arbitrary<infer O> ? O : never;
export type Operation = Made<typeof operation>;
export type OperationNamed<K extends Operation['op']> = Extract<Operation, { readonly op: K }>;

/** A sequence: everybody logs in, each in another version, then anything happens. */
export const sequence = fc
  .tuple(
    fc.shuffledSubarray([...USERS], { minLength: USERS.length }),
    fc.array(operation, { minLength: 10, maxLength: 40, size: 'max' }),
  )
  .map(([order, operations]): readonly Operation[] => [
    ...order.map(
      (name, n): Operation => ({ op: 'login', user: name, version: VERSIONS[n % 3] ?? '1.3', client: 'c0' }),
    ),
    ...operations,
  ]);
