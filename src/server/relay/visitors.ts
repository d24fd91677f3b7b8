/** Sessions that stand for users of other domains: elements treat them as they treat clients, and what they send is relayed. */

import { domainOf } from '../sessions/accounts.ts';
import type { Capabilities } from '../sessions/capabilities.ts';
import type { Session } from '../sessions/session.ts';

export interface Visitor extends Session {
  readonly visitor: true;
  alive: boolean;
  /** The neighbour through which the user came, or is reached. */
  readonly via: string;
}

export interface Visitors {
  /** The visitor of a user who came through a neighbour. */
  from(user: string, via: string): Visitor;
  /** All visitors of a user; one on the direct way where there is none yet and a way leads there. */
  of(user: string): readonly Visitor[];
  get(id: string): Visitor | undefined;
  readonly size: number;
  /** Is there a visitor who came through that neighbour? */
  any(via: string): boolean;
  clear(): void;
}

interface VisitorParts {
  readonly capabilities: Capabilities;
  readonly most: number;
  /** The neighbour on the way to a domain. */
  readonly wayTo: (domain: string) => string | undefined;
  /** Told of a visitor who makes room for another: whatever it takes part in ends. */
  readonly left: (visitor: Visitor) => void;
}

/** Functions that a visitor has no part in: they are between a client and its own server. */
const NOT_FOR_VISITORS: ReadonlySet<string> = new Set(['REACT', 'SGMNT', 'GETM', 'NOTIF']);

export function createVisitors({ capabilities, most, wayTo, left }: VisitorParts): Visitors {
  const byId = new Map<string, Visitor>();
  const byUser = new Map<string, Visitor[]>();

  function drop(visitor: Visitor): void {
    visitor.alive = false;
    byId.delete(visitor.id);
    const others = (byUser.get(visitor.user) ?? []).filter((other) => other !== visitor);
    if (others.length === 0) byUser.delete(visitor.user);
    else byUser.set(visitor.user, others);
    left(visitor);
  }

  function make(user: string, via: string, id: string): Visitor {
    const visitor: Visitor = {
      visitor: true,
      id,
      user,
      via,
      version: '1.3',
      clientId: {},
      clientKey: id,
      applicationId: undefined,
      cookie: undefined,
      capabilities,
      agreed: (name) => !NOT_FOR_VISITORS.has(name),
      alive: true,
    };
    byId.set(id, visitor);
    byUser.set(user, [...(byUser.get(user) ?? []), visitor]);
    const [oldest] = byId.values();
    if (byId.size > most && oldest !== undefined) drop(oldest);
    return visitor;
  }

  const visitors: Visitors = {
    from(user, via) {
      const id = `${user} ${via}`;
      const known = byId.get(id);
      if (known === undefined) return make(user, via, id);
      // whoever was heard last makes room last
      byId.delete(id);
      byId.set(id, known);
      return known;
    },
    of(user) {
      const known = byUser.get(user);
      if (known !== undefined) return known;
      const via = wayTo(domainOf(user));
      return via === undefined ? [] : [visitors.from(user, via)];
    },
    get: (id) => byId.get(id),
    get size() {
      return byId.size;
    },
    any: (via) => [...byId.values()].some((visitor) => visitor.via === via),
    clear() {
      for (const visitor of byId.values()) visitor.alive = false;
      byId.clear();
      byUser.clear();
    },
  };
  return visitors;
}
