/** The decisions of the additions, in one place and replaceable: a seeded defect puts its own in the place of one. */
import type { Session } from '../element.ts';
import type { SystemMessage } from '../system-message/system-messages.ts';
import type { AdditionsParts } from './parts.ts';

export interface AdditionsRules {
  /** VerifyID: 200, or what is wrong with an ID; each kind for itself. */
  userCode(userId: string, session: Session): number;
  contactListCode(address: string, session: Session): number;
  groupCode(groupId: string): number;
  screenNameCode(name: { readonly SName: string; readonly GroupID: string }): number;
  domainCode(domain: string): number;
  /** Whose profile an update changes, with `named` in the request; undefined: refused with 403. */
  profileChanged(named: string | undefined, session: Session): string | undefined;
  /** Does a notice of this type go to a session? */
  isTold(types: ReadonlySet<string>, type: string): boolean;
  /** 200, or what is wrong with the answer to a system message. */
  answerCode(message: SystemMessage, option: number | undefined, key: string | undefined): number;
  /** May a user see where another one is? */
  mayLocate(watcher: string, user: string): boolean;
}

/** `parts` is asked at each call: the rules are part of it. */
export function additionsRules(parts: () => AdditionsParts): AdditionsRules {
  return {
    userCode: (userId, { version }) => parts().directory.user(userId, version).code ?? 200,
    contactListCode: (address, { user }) => (parts().presence()?.listMembers(user, address) === undefined ? 700 : 200),
    groupCode: (groupId) => (parts().groups()?.messaging.resolve(groupId) === undefined ? 800 : 200),
    screenNameCode({ SName, GroupID }) {
      const groups = parts().groups()?.messaging;
      const group = groups?.resolve(GroupID);
      if (groups === undefined || group === undefined) return 800;
      return groups.holder(group, SName) === undefined ? 901 : 200;
    },
    domainCode: (domain) => (parts().point.accounts.isHome(`@${domain.trim().toLowerCase()}`) ? 200 : 404),
    profileChanged(named, { user }) {
      if (named === undefined || parts().point.accounts.canonical(named) === user) return user;
      return parts().profile.foreignProfile === 'refuse' ? undefined : user;
    },
    isTold: (types, type) => types.has(type),
    answerCode({ options, key: expected, requiresResponse }, option, key) {
      if (expected !== undefined && key !== expected) return 401;
      if (option === undefined) return requiresResponse && options.length > 0 ? 402 : 200;
      return option >= 1 && option <= options.length ? 200 : 402;
    },
    mayLocate: (watcher, user) => parts().presence()?.maySee(watcher, user, 'GeoLocation') === true,
  };
}
