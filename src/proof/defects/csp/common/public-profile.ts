/** Defects of public profiles (1.3). */
import type { Draft } from '../../../../protocol/messages/any-version.ts';
import type { Value } from '../../../../protocol/messages/infer.ts';
import type { Change, Defect } from '../../../types.ts';
import { answersCode, edits, handler, pretends, requestValue } from '../../../ways/families.ts';

type Update = Value<'UpdatePublicProfile-Request'>;

/** Carries an update out as if it said something else. */
function updatesInstead(edit: (request: Update) => Update | Draft<'UpdatePublicProfile-Request'>): Change {
  return handler('UpdatePublicProfile-Request', (standard) => (request, call) => standard(edit(request), call));
}

/** Changes every profile that is shown. */
function shows(
  edit: (profile: Value<'PublicProfile'>, reader: string | undefined) => Partial<Value<'PublicProfile'>>,
): Change {
  return edits('GetPublicProfile-Response', (value, { session }) => ({
    ...value,
    PublicProfile: value.PublicProfile?.map((one) => edit(one, session?.user)),
  }));
}

export const publicProfileDefects: readonly Defect[] = [
  {
    id: 'profile-update-pretended',
    title: 'says 200 to an update of the public profile and forgets it',
    requirements: ['CSP-PUB-001'],
    unavoidable: ['CSP-PUB-002', 'CSP-PUB-004'],
    change: pretends('UpdatePublicProfile-Request'),
  },
  {
    id: 'profile-update-202',
    title: 'answers an update of the public profile with 202',
    requirements: ['CSP-PUB-001'],
    unavoidable: ['CSP-PUB-004'],
    change: answersCode('UpdatePublicProfile-Request', 202),
  },
  {
    id: 'profile-first-property-only',
    title: 'stores the first of several properties of the public profile',
    requirements: ['CSP-PUB-001'],
    change: updatesInstead(({ PublicProfile, ...others }) =>
      PublicProfile === undefined
        ? others
        : { ...others, PublicProfile: { ...PublicProfile, Property: PublicProfile.Property?.slice(0, 1) } },
    ),
  },
  {
    id: 'profile-shown-to-owner-only',
    title: 'shows users their own public profile and nobody else',
    requirements: ['CSP-PUB-002'],
    change: shows(({ Property, ...others }, reader) =>
      others.UserID === reader && Property !== undefined ? { ...others, Property } : others,
    ),
  },
  {
    id: 'profile-first-user-only',
    title: 'shows the public profile of the first of several users',
    requirements: ['CSP-PUB-002'],
    change: edits('GetPublicProfile-Response', (value) => ({
      ...value,
      PublicProfile: value.PublicProfile?.slice(0, 1),
    })),
  },
  {
    id: 'profiles-exchanged',
    title: 'shows the public profiles of several users under the UserIDs of others',
    requirements: ['CSP-PUB-002'],
    change: edits('GetPublicProfile-Response', (value, { request }) => {
      const asked = [...(requestValue(request, 'GetPublicProfile-Request')?.UserID ?? [])].reverse();
      const profiles = value.PublicProfile?.map((profile, n) => ({ ...profile, UserID: asked[n] ?? profile.UserID }));
      return { ...value, PublicProfile: profiles };
    }),
  },
  {
    id: 'profile-clear-pretended',
    title: 'says 200 to ClearPublicProfile and keeps the profile',
    requirements: ['CSP-PUB-004'],
    change: updatesInstead(({ ClearPublicProfile: _left, ...others }) => others),
  },
];
