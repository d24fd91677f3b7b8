/** Families of defects of contact lists. */

import { status } from '../../server/results.ts';
import type { Change } from '../types.ts';
import { all, asPrimitive, codeOf, edits, handler, withCode } from './families.ts';
import { type Loose, part } from './presence.ts';

type Lists = { readonly DefaultContactList?: string } & Loose;

/** The lists of a GetList-Response beside the default one, whatever the version. */
function othersIn(value: Lists): readonly string[] {
  const inside = value.ContactListIDList as { readonly ContactList?: readonly string[] } | undefined;
  return (value.ContactList as readonly string[] | undefined) ?? inside?.ContactList ?? [];
}
export function namesLists(
  change: (
    standard: string | undefined,
    others: readonly string[],
    user: string,
    session: string,
  ) => readonly [string | undefined, readonly string[]],
): Change {
  return edits('GetList-Response', (value, { session }) => {
    const lists = value as Lists;
    const { user = '', id = '' } = session ?? {};
    const [standard, others] = change(lists.DefaultContactList, othersIn(lists), user, id);
    const series =
      others.length === 0
        ? {}
        : session?.version === '1.3'
          ? { ContactListIDList: { ContactList: others } }
          : { ContactList: others };
    return { ...series, ...(standard === undefined ? {} : { DefaultContactList: standard }) } as typeof value;
  });
}

/** A code other than the one deserved, for requests that look like this. */
export function answersWhen(
  request: 'ListManage-Request' | 'DeleteList-Request',
  code: number,
  applies: (request: Loose, user: string | undefined, code: number | undefined) => boolean,
): Change {
  return handler(request, (standard) => (value, call) => {
    const answer = attempt(() => asPrimitive(standard(value, call)));
    const got = answer.refused ?? (answer.made === undefined ? undefined : codeOf(answer.made));
    if (applies(value as Loose, call.session?.user, got)) {
      return answer.made === undefined ? status(code) : withCode(answer.made, code);
    }
    if (answer.made === undefined) throw answer.error;
    return answer.made;
  });
}
function attempt<T>(call: () => T): { readonly made?: T; readonly refused?: number; readonly error?: unknown } {
  try {
    return { made: call() };
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (typeof code !== 'number') throw error;
    return { refused: code, error };
  }
}

/** Names lists of other users beside one's own. */
export function namesForeignLists(): Change {
  const known = new Map<string, string>();
  return all(
    part('contactLists', (standard) => ({
      create(owner, list) {
        known.set(list.address, owner.user);
        return standard.create(owner, list);
      },
      remove(owner, list) {
        known.delete(list.address);
        standard.remove(owner, list);
      },
    })),
    namesLists((own, others, user) => [
      own,
      [...others, ...[...known.keys()].filter((list) => known.get(list) !== user)],
    ]),
  );
}

/** Lists are known in the session only in which they were made. */
export function listsOfTheSession(): Change {
  const madeIn = new Map<string, string>();
  const here = (list: string | undefined, session: string) =>
    list !== undefined && madeIn.get(list.toLowerCase()) === session;
  return all(
    handler('CreateList-Request', (standard) => (value, call) => {
      madeIn.set(String((value as Loose).ContactList).toLowerCase(), call.session?.id ?? '');
      return standard(value, call);
    }),
    namesLists((standard, others, _user, session) => [
      here(standard, session) ? standard : undefined,
      others.filter((list) => here(list, session)),
    ]),
  );
}

/** Members a list lost, or that lost their list, keep the authorization they had through it. */
export function keepsAuthorization(when: 'list deleted' | 'member removed'): Change {
  return part('contactLists', (standard, parts) => {
    let forget: readonly (() => void)[] = [];
    const keep = (
      owner: Parameters<typeof standard.remove>[0],
      list: Parameters<typeof standard.remove>[1],
      users: readonly string[],
    ) => {
      for (const user of users) {
        const lists = owner.holding.get(user) ?? new Set();
        lists.add(list);
        owner.holding.set(user, lists);
        forget = [...forget, () => lists.delete(list)];
      }
      parts.notifier.reauthorize(owner, users);
    };
    const settle = () => {
      for (const one of forget) one();
      forget = [];
    };
    return {
      create(owner, list) {
        settle();
        return standard.create(owner, list);
      },
      remove(owner, list) {
        const users = [...list.members.keys()];
        standard.remove(owner, list);
        if (when === 'list deleted') keep(owner, list, users);
        else settle();
      },
      removeMembers(owner, list, users) {
        standard.removeMembers(owner, list, users);
        if (when === 'member removed' && list.attributeList !== undefined) keep(owner, list, users);
      },
    };
  });
}

export function propertyGiven(value: unknown, name: string): string | undefined {
  const given = (value as Loose).ContactListProperties as
    | { readonly Property?: readonly { readonly Name: string; readonly Value?: string }[] }
    | undefined;
  return given?.Property?.find((one) => one.Name === name)?.Value;
}
