/** The interface of presence for other service elements. */

import { draft } from '../../protocol/messages/any-version.ts';
import { attributesOf, has, setOf } from './attributes.ts';
import type { PresenceParts, PresenceService } from './parts.ts';

export function createService(parts: PresenceParts): PresenceService {
  // Asking makes no record: a search asks about everybody.
  const recordOf = (user: string) => (parts.access.accounts.has(user) ? parts.state.find(user) : undefined);
  const membersOf = (owner: string, list: string) => {
    const record = recordOf(owner);
    return record === undefined ? undefined : parts.contactLists.find(record, list)?.members;
  };
  return {
    listMembers(owner, list) {
      const members = membersOf(owner, list);
      return members === undefined ? undefined : [...members.keys()];
    },
    isMember: (owner, list, user) => membersOf(owner, list)?.has(user) ?? false,
    isOnline(user) {
      const record = recordOf(user);
      return record !== undefined && parts.values.online(record);
    },
    maySee(watcher, publisher, attribute) {
      const record = recordOf(publisher);
      return record !== undefined && has(parts.rules.authorization(record, watcher).attributes, attribute);
    },
    valuesFor(watcher, publisher, attributes, version) {
      const record = recordOf(publisher);
      if (record === undefined) return {};
      const visible = parts.rules.authorization(record, watcher).attributes;
      return parts.values.render(record, setOf(attributes) & visible & attributesOf(version), version);
    },
    received: (publisher, watcher, list) => parts.remote.received(publisher, watcher, list),
    aliasOf(user) {
      const record = recordOf(user);
      const [alias] = record === undefined ? [] : parts.values.instances(record, 'Alias', false);
      const { Qualifier: valid, PresenceValue: text } = draft('Alias', alias ?? {});
      return valid === true ? text : undefined;
    },
  };
}
