/** The decisions of VerifyID, each replaceable from outside: 200, or what is wrong with an ID. */
import type { AccessPoint } from '../element.ts';
import type { ContactLists, MessagingGroups } from '../messaging/groups-port.ts';
import type { Directory } from '../sessions/directory.ts';
import type { Session } from '../sessions/session.ts';

export interface VerifyIdRules {
  userCode(userId: string, session: Session): number;
  contactListCode(address: string, session: Session): number;
  groupCode(groupId: string): number;
  screenNameCode(name: { readonly SName: string; readonly GroupID: string }): number;
  domainCode(domain: string): number;
}

interface Known {
  readonly point: AccessPoint;
  readonly directory: Directory;
  groups(): MessagingGroups;
  contacts(): ContactLists;
}

/** `parts` is asked at each call: the rules are part of it. */
export function verifyIdRules(parts: () => Known): VerifyIdRules {
  return {
    userCode: (userId, { version }) => parts().directory.user(userId, version).code ?? 200,
    contactListCode: (address, { user }) => (parts().contacts().listMembers(user, address) === undefined ? 700 : 200),
    groupCode: (groupId) => (parts().groups().resolve(groupId) === undefined ? 800 : 200),
    screenNameCode({ SName, GroupID }) {
      const groups = parts().groups();
      const group = groups.resolve(GroupID);
      if (group === undefined) return 800;
      return groups.holder(group, SName) === undefined ? 901 : 200;
    },
    domainCode: (domain) => (parts().point.accounts.isHome(`@${domain.trim().toLowerCase()}`) ? 200 : 404),
  };
}
