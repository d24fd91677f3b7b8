/** Public profiles of 1.3: what users say of themselves to everybody. They belong to the user and outlive sessions. */

import { checkProperty, propertiesOf, property } from '../../protocol/facts/properties.ts';
import { draft } from '../../protocol/messages/any-version.ts';
import { primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { type Handlers, Refusal } from '../element.ts';
import { notifyOthers } from '../notification/service.ts';
import { combined, type ItemOutcome } from '../results.ts';
import type { PublicProfileParts, PublicProfiles } from './parts.ts';

export function createPublicProfiles(): PublicProfiles {
  const profiles = new Map<string, Map<string, string>>();
  return {
    valueOf: (user, name) => profiles.get(user)?.get(name),
    set(user, properties) {
      const known = profiles.get(user) ?? new Map<string, string>();
      for (const { name, value } of properties) {
        if (value === '') known.delete(name);
        else known.set(name, value);
      }
      if (known.size > 0) profiles.set(user, known);
      else profiles.delete(user);
    },
    clear: (user) => void profiles.delete(user),
    reset: () => profiles.clear(),
  };
}

const NAMES: readonly string[] = propertiesOf('profile', '1.3').map(({ name }) => name);

/** @throws Refusal 402 for a property 1.3 does not have, or a value it cannot have. */
function checked(given: Value<'PublicProfile'> | undefined, longest: number) {
  return (given?.Property ?? []).map(({ Name, Value: text = '' }) => {
    const value = text.trim();
    const facts = property('profile', Name.trim(), '1.3');
    const problem =
      facts !== undefined && value === '' ? undefined : checkProperty('profile', Name.trim(), value, '1.3');
    if (facts === undefined || problem !== undefined) throw new Refusal(402, problem?.message.slice(0, 200));
    if (value.length > longest) throw new Refusal(402, `${facts.name} is longer than ${longest} characters`);
    return { name: facts.name, value };
  });
}

export function publicProfileHandlers(parts: PublicProfileParts): Handlers {
  const { profile, publicProfiles, directory, point } = parts;
  return {
    'UpdatePublicProfile-Request'({ ClearPublicProfile, PublicProfile }, { session }) {
      const user = parts.rules.profileChanged(PublicProfile?.UserID, session);
      if (user === undefined) throw new Refusal(403, 'users change their own public profile only');
      const properties = checked(PublicProfile, profile.valueLength);
      if (ClearPublicProfile === true) publicProfiles.clear(user);
      publicProfiles.set(user, properties);
      notifyOthers(point, user, { NotificationType: 'PPU', UserIDList: { UserID: [user] } }, session);
      return 200;
    },
    'GetPublicProfile-Request'({ UserID: ids }, { version }) {
      if (ids.length > profile.users) throw new Refusal(402, `more than ${profile.users} users`);
      const outcomes: ItemOutcome[] = [];
      const profiles: object[] = [];
      for (const id of ids) {
        const found = directory.user(id, version);
        outcomes.push({ code: found.code ?? 200, item: { UserID: id } });
        if (found.code !== undefined) continue;
        const { user } = found;
        const list = NAMES.flatMap((Name) => {
          const value = publicProfiles.valueOf(user, Name);
          return value === undefined ? [] : [{ Name, Value: value }];
        });
        profiles.push({ UserID: user, ...(list.length === 0 ? {} : { Property: list }) });
      }
      return primitive(
        'GetPublicProfile-Response',
        draft('GetPublicProfile-Response', {
          Result: combined(outcomes, version),
          ...(profiles.length === 0 ? {} : { PublicProfile: profiles }),
        }),
      );
    },
  };
}
