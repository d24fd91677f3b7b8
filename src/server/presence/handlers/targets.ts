/** Users, contact lists and attributes a request names, whatever shape its version gives them. */
import type { Value } from '../../../protocol/messages/infer.ts';
import type { Version } from '../../../protocol/version.ts';
import { Refusal, type RequestContext } from '../../element.ts';
import { type AttributeSet, EVERYTHING, named, type SubList } from '../attributes.ts';
import type { PresenceParts } from '../parts.ts';
import type { ContactList } from '../state.ts';
import type { Outcomes } from './outcomes.ts';

/** The parameters that name users and lists in one version or another. */
export interface TargetParameters {
  readonly User?: readonly { readonly UserID: string }[] | undefined;
  readonly UserID?: string | readonly string[] | undefined;
  readonly UserIDList?: Value<'UserIDList', '1.3'> | undefined;
  readonly ContactList?: string | readonly string[] | undefined;
  readonly ContactListIDList?: Value<'ContactListIDList', '1.3'> | undefined;
}

export interface Targets {
  readonly users: readonly string[];
  readonly lists: readonly ContactList[];
}

function asList(one: string | readonly string[] | undefined): readonly string[] {
  return typeof one === 'string' ? [one] : (one ?? []);
}

/** The addresses as the request writes them. */
export function writtenUsers(request: TargetParameters): readonly string[] {
  return [
    ...(request.User ?? []).map((user) => user.UserID),
    ...asList(request.UserID),
    ...(request.UserIDList?.UserID ?? []),
  ];
}

export function writtenLists(request: TargetParameters): readonly string[] {
  return [...asList(request.ContactList), ...(request.ContactListIDList?.ContactList ?? [])];
}

/** The known users and the own lists among those named, each once; each one goes into the outcomes. */
export function targetsOf(
  parts: PresenceParts,
  request: TargetParameters,
  { session, version }: RequestContext,
  outcomes: Outcomes,
): Targets {
  const owner = parts.state.of(session.user);
  const users = new Set<string>();
  for (const text of writtenUsers(request)) {
    const resolved = parts.directory.user(text, version);
    outcomes.user(text, resolved.code);
    if (resolved.code === undefined) users.add(resolved.user);
  }
  const lists = new Set<ContactList>();
  for (const text of writtenLists(request)) {
    const list = parts.contactLists.find(owner, text);
    outcomes.list(text, list === undefined ? 700 : 200);
    if (list !== undefined) lists.add(list);
  }
  return { users: [...users], lists: [...lists] };
}

/**
 * The attributes a request names. None named means all of them, of every version; a list that names only what the
 * server does not know names nothing it knows, not everything.
 * @throws Refusal 750 for an attribute the version does not have.
 */
export function attributesNamed(
  parts: PresenceParts,
  list: SubList | undefined,
  context: RequestContext,
  whenNone: AttributeSet = EVERYTHING,
): AttributeSet {
  refuseUnsupported(parts, context);
  const { leftOut = [], version } = context;
  const { set, unsupported } = named(list, version);
  const [first] = unsupported;
  if (first !== undefined && parts.profile.unsupportedAttribute === 'refuse') refuseAttribute(first, version);
  return set === 0 && unsupported.length + leftOut.length === 0 ? whenNone : set;
}

/** @throws Refusal 750 where the request names what is no attribute of the version, additions of a vendor apart. */
export function refuseUnsupported(parts: PresenceParts, { leftOut = [], version }: RequestContext): void {
  const unknown = leftOut.find((one) => !one.foreign);
  if (unknown !== undefined && parts.profile.unsupportedAttribute === 'refuse') refuseAttribute(unknown.name, version);
}

function refuseAttribute(name: string, version: Version): never {
  throw new Refusal(750, `${version} has no presence attribute ${name}`.slice(0, 200));
}
