/** Defects of VerifyID. */
import type { VerifyIdRules } from '../../../../server/verify-id/rules.ts';
import type { Change, Defect } from '../../../types.ts';
import { edits, hooks, requestNames } from '../../../ways/families.ts';

/** Other decisions of VerifyID. */
function verifies(rules: Partial<VerifyIdRules>): Change {
  return hooks({ elements: { verifyId: { rules: () => rules } } });
}

export const verifyIdDefects: readonly Defect[] = [
  {
    id: 'verify-names-good-as-bad',
    title: 'reports IDs that are valid with the code of those that are not',
    requirements: ['CSP-VID-001'],
    change: edits('Status', (value, context) => {
      const { DetailedResult: details } = value.Result;
      if (details === undefined || !requestNames(context.request).includes('VerifyID-Request')) return value;
      const more = { Code: 531, UserID: ['wv:bob@example.com'] };
      return { ...value, Result: { ...value.Result, DetailedResult: [...details, more] } };
    }),
  },
  {
    id: 'verify-unknown-user-404',
    title: 'reports an unknown user with a code that means something else',
    requirements: ['CSP-VID-002'],
    unavoidable: ['CSP-VID-001'],
    change: verifies({ userCode: (user) => (user.includes('nobody') ? 404 : 200) }),
  },
  {
    id: 'verify-unknown-list-404',
    title: 'reports an unknown contact list with a code that means something else',
    requirements: ['CSP-VID-003'],
    unavoidable: ['CSP-VID-001'],
    change: verifies({ contactListCode: () => 404 }),
  },
  {
    id: 'verify-unknown-group-200',
    title: 'takes every group for known',
    requirements: ['CSP-VID-004'],
    change: verifies({ groupCode: () => 200 }),
  },
  {
    id: 'verify-any-screen-name',
    title: 'takes every screen name for valid',
    requirements: ['CSP-VID-005'],
    change: verifies({ screenNameCode: () => 200 }),
  },
  {
    id: 'verify-any-domain',
    title: 'takes every domain for known',
    requirements: ['CSP-VID-006'],
    change: verifies({ domainCode: () => 200 }),
  },
];
