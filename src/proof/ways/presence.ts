/** Families of defects of presence: other functions, other handlers that know the parts. */
import type { PrimitiveName } from '../../protocol/messages/envelope.ts';
import { EVERYTHING } from '../../server/presence/attributes.ts';
import type { PresenceChanges, PresenceParts, PresenceSeam } from '../../server/presence/parts.ts';
import type { Change as ChangeOfFunctions } from '../../server/seam.ts';
import type { Change } from '../types.ts';
import { all, changes, element, handler, hooks, type RequestHandler, type StandardHandler } from './families.ts';

/** Replaces functions of one part of presence. */
export function part<Name extends PresenceSeam>(
  name: Name,
  change: ChangeOfFunctions<PresenceParts[Name], PresenceParts>,
): Change {
  return hooks({ elements: { presence: { [name]: change } } });
}

/** Wraps the handler of a request of presence; the wrapper knows the parts. */
export function presenceHandler<N extends PrimitiveName>(
  request: N,
  wrap: (standard: StandardHandler<N>, parts: () => PresenceParts) => RequestHandler<N>,
): Change {
  return (options) => {
    let known: PresenceParts | undefined;
    const parts = (): PresenceParts => {
      if (known === undefined) throw new Error('presence is not made yet');
      return known;
    };
    const remembers = element('presence', (_standard, made) => {
      known = made;
      return {};
    });
    return handler(request, (standard) => wrap(standard, parts))(remembers(options));
  };
}

/** The content of a request, whatever its primitive. */
export type Loose = Readonly<Record<string, unknown>>;

/** True if the address of a contact list lies under a user. */
export function under(list: unknown, user: string | undefined): boolean {
  const name = (user ?? '').split('@')[0] ?? '';
  return String(list).toLowerCase().startsWith(`${name.toLowerCase()}/`);
}

/** While a request is carried out the contact lists of everybody are within reach. */
export function reachesForeignLists(request: PrimitiveName): Change {
  let reaching = false;
  return all(
    part('contactLists', (standard, parts) => ({
      find(owner, address) {
        const own = standard.find(owner, address);
        if (own !== undefined || !reaching) return own;
        const other = parts.state.find(address.toLowerCase().replace(/\/[^@]*/, ''));
        return other === undefined ? undefined : standard.find(other, address);
      },
    })),
    during(request, (on) => {
      reaching = on;
    }),
  );
}

/** Tells when a request is being carried out. */
export function during(request: PrimitiveName, tell: (on: boolean) => void): Change {
  return handler(request, (standard) => (value, call) => {
    tell(true);
    try {
      return standard(value, call);
    } finally {
      tell(false);
    }
  });
}

/** Everybody sees everything while a request is carried out. */
export function seesAll(request: PrimitiveName): Change {
  let seeing = false;
  return all(
    part('rules', (standard) => ({
      authorization: (publisher, watcher) =>
        seeing ? { ground: 'self', attributes: EVERYTHING } : standard.authorization(publisher, watcher),
    })),
    during(request, (on) => {
      seeing = on;
    }),
  );
}

/** Ids of an area: `ids('ATL', '001', '002')`. */
export const ids = (area: string, ...numbers: readonly string[]) => numbers.map((number) => `CSP-${area}-${number}`);

/** Something is noted about pairs of users until the publisher logs in the next time. */
export function untilNextLogin(make: (noted: Set<string>) => PresenceChanges): Change {
  return changes('presence', () => {
    const noted = new Set<string>();
    return {
      ...make(noted),
      element: (standard) => ({
        sessionOpened(session) {
          for (const pair of noted) if (pair.startsWith(`${session.user} `)) noted.delete(pair);
          standard.sessionOpened?.(session);
        },
      }),
    };
  });
}
