/** Defects of addresses. */

import { canonicalAddress } from '../../../protocol/facts/addresses.ts';
import { anyVersion } from '../../../protocol/messages/any-version.ts';
import type { PrimitiveName } from '../../../protocol/messages/envelope.ts';
import { status } from '../../../server/results.ts';
import type { Change, Defect } from '../../types.ts';
import { all, edits, handler, mistakesCode } from '../../ways/families.ts';
import { editsMessageInfo } from '../../ways/message-info.ts';
import { contentsOf, textsIn, withTexts } from '../../ways/values.ts';

/** Refuses messages whose recipient is written in a way this server does not know. */
function knowsNot(written: (user: string) => boolean): Change {
  return handler('SendMessage-Request', (standard) => (request, call) => {
    const [user] = contentsOf(contentsOf(request, 'Recipient'), 'UserID');
    return typeof user === 'string' && written(user) ? status(531) : standard(request, call);
  });
}

/** Takes a request as if its address were another. */
function readsAddress(request: PrimitiveName, element: string, read: (address: string) => string): Change {
  return handler(request, (standard) => (value, call) => {
    const given = value as Readonly<Record<string, unknown>>;
    return standard({ ...given, [element]: read(String(given[element])) }, call);
  });
}

/** Says 200 to what the standard server refuses with this code. */
const accepts = (request: PrimitiveName): Change =>
  all(...[402, 806, 901].map((code) => mistakesCode(code, 200, request)));

export const addressDefects: readonly Defect[] = [
  {
    id: 'address-demands-scheme',
    title: 'knows recipients only by addresses with the scheme wv:',
    requirements: ['CSP-ADR-001'],
    unavoidable: ['CSP-ADR-002'],
    change: knowsNot((user) => !user.startsWith('wv:')),
  },
  {
    id: 'address-demands-domain',
    title: 'knows recipients only by addresses with a domain',
    requirements: ['CSP-ADR-002'],
    change: knowsNot((user) => !user.includes('@')),
  },
  {
    id: 'address-by-letter-case',
    title: 'knows recipients only in the letter case of their accounts',
    requirements: ['CSP-ADR-003'],
    change: knowsNot((user) => user !== user.toLowerCase()),
  },
  {
    id: 'address-of-list-shortened',
    title: 'reports contact lists without their domain',
    requirements: ['CSP-ADR-004'],
    change: edits('GetList-Response', (value) =>
      withTexts(value, (text) => text.replace(/(wv:[^@]+\/[^@]+)@.+/s, '$1')),
    ),
  },
  {
    id: 'address-of-group-changed',
    title: 'creates groups under another address than the one asked for',
    requirements: ['CSP-ADR-005'],
    unavoidable: ['CSP-ADR-007'],
    change: readsAddress('CreateGroup-Request', 'GroupID', (address) => address.replace(/^([^@]*)@/, '$1-1@')),
  },
  {
    id: 'address-without-owner-unknown',
    title: 'knows no address without owner',
    requirements: ['CSP-ADR-006'],
    change: handler('JoinGroup-Request', (standard) => (request, call) => {
      const { GroupID } = request;
      return canonicalAddress(GroupID, 'home', 'group')?.startsWith('wv:/') === true
        ? status(800)
        : standard(request, call);
    }),
  },
  {
    id: 'address-with-slashes-taken',
    title: 'says 200 to contact lists and groups whose names hold slashes or at signs',
    requirements: ['CSP-ADR-007'],
    unavoidable: ['CSP-ADR-008', 'CSP-ADR-010'],
    change: all(accepts('CreateList-Request'), accepts('CreateGroup-Request')),
  },
  {
    id: 'address-of-another-taken',
    title: 'says 200 to contact lists and groups under the address of another user',
    requirements: ['CSP-ADR-008'],
    unavoidable: ['CSP-ADR-010'],
    change: all(
      ...(['CreateList-Request', 'CreateGroup-Request'] as const).map((request) =>
        handler(request, (standard) => (value, call) => {
          const { ContactList, GroupID } = anyVersion(value);
          const owner = (ContactList ?? GroupID ?? '').replace(/\/.*/, '');
          return call.session?.user.startsWith(owner) === false ? status(200) : standard(value, call);
        }),
      ),
    ),
  },
  {
    id: 'address-unparsable-taken',
    title: 'says 200 to a message for an address that cannot be parsed',
    requirements: ['CSP-ADR-010'],
    change: handler(
      'SendMessage-Request',
      (standard) => (request, call) => (textsIn(request).includes('wv:@@') ? status(200) : standard(request, call)),
    ),
  },
  {
    id: 'address-unreachable-forgotten',
    title: 'says 200 to a message for a domain it cannot reach and tells of no failure',
    requirements: ['CSP-ADR-011'],
    change: handler(
      'SendMessage-Request',
      (standard) => (request, call) =>
        textsIn(request).some((text) => text.includes('unreachable.invalid')) ? status(200) : standard(request, call),
    ),
  },
  {
    id: 'scheme-twice-in-recipients',
    title: 'writes the scheme of an address twice in the recipients of what it delivers',
    requirements: ['CSP-ADR-042'],
    through: ['features/csp/messaging/instant-messages/sending.feature'],
    change: editsMessageInfo('NewMessage', (info) => {
      const { User = [] } = (info.Recipient ?? {}) as { readonly User?: readonly { readonly UserID: string }[] };
      return {
        ...info,
        Recipient: { ...info.Recipient, User: User.map(({ UserID }) => ({ UserID: `wv:${UserID}` })) },
      };
    }),
  },
];
