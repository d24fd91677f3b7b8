/** VerifyID (1.2 and later; csp semantics, VerifyID): which of these users, lists, groups, names and domains exist. */

import { type Handlers, Refusal } from '../element.ts';
import { combinedStatus, detailedResults, type ItemOutcome, result } from '../results.ts';
import type { VerifyIdParts } from './parts.ts';

export function verifyHandlers({ profile, rules }: VerifyIdParts): Handlers {
  return {
    'VerifyID-Request'({ IDList: list }, { session, version }) {
      const outcomes = (): readonly ItemOutcome[] => [
        ...(list.UserID ?? []).map((UserID) => ({ code: rules.userCode(UserID, session), item: { UserID } })),
        ...(list.ContactList ?? []).map((ContactList) => ({
          code: rules.contactListCode(ContactList, session),
          item: { ContactList },
        })),
        ...(list.GroupID ?? []).map((GroupID) => ({ code: rules.groupCode(GroupID), item: { GroupID } })),
        ...(list.ScreenName ?? []).map((ScreenName) => ({
          code: rules.screenNameCode(ScreenName),
          item: { ScreenName },
        })),
        ...(list.Domain ?? []).map((Domain) => ({ code: rules.domainCode(Domain), item: { Domain } })),
      ];
      const count = Object.values(list).reduce((sum, ids) => sum + (ids?.length ?? 0), 0);
      if (count === 0) throw new Refusal(400, 'IDList names nothing');
      if (count > profile.ids) throw new Refusal(402, `more than ${profile.ids} IDs`);
      const verified = outcomes();
      const answer = combinedStatus(verified, version);
      const { Code: code } = answer.value.Result;
      if (code === 200 || !profile.namesGood) return answer;
      return { name: 'Status', value: { Result: result(code, detailedResults(verified, version)) } };
    },
  };
}
