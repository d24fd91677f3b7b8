/** VerifyID in scenarios: tables of IDs, and what the answer says of each. */
import type { Answer } from '../../../src/client/answers.ts';
import { HarnessError } from '../../../src/conformance/scenario/signals.ts';
import { groupOf } from '../../support/groups.ts';
import { unknownUser } from '../../support/login.ts';
import { sameUser } from '../../support/presence.ts';
import type { Party, World } from '../../support/world.ts';

type Rows = readonly (readonly string[])[];

/** One ID: its element in IDList, and what names it in a DetailedResult. */
interface Id {
  readonly element: 'UserID' | 'ContactList' | 'GroupID' | 'ScreenName' | 'Domain';
  readonly value: unknown;
  readonly shown: string;
}

function idOf(world: World, party: Party, kind: string, who: string): Id {
  const plain = (element: Id['element'], value: string): Id => ({ element, value, shown: value });
  const group = /^screen name in (.+)$/.exec(kind)?.[1];
  if (group === 'unknown group') {
    const SName = world.name(who);
    return {
      element: 'ScreenName',
      value: { SName, GroupID: world.addressOf(party, world.name('none')) },
      shown: SName,
    };
  }
  if (group !== undefined) {
    const SName = world.name(who);
    return { element: 'ScreenName', value: { SName, GroupID: groupOf(world, group) }, shown: SName };
  }
  switch (kind) {
    case 'user':
      return plain('UserID', world.party(who).user);
    case 'unknown user':
      return plain('UserID', unknownUser(world, who));
    case 'contact list':
    case 'unknown contact list':
      return plain('ContactList', world.addressOf(party, world.name(who)));
    case 'unknown group':
      return plain('GroupID', world.addressOf(party, world.name(who)));
    case 'group':
      return plain('GroupID', groupOf(world, who));
    case 'domain':
      return plain('Domain', world.fill(who));
    default:
      throw new HarnessError(`"${kind}" is no kind of ID`);
  }
}

/** Sends a VerifyID-Request; in 1.1, which does not have it, as other versions write it. */
export function verify(world: World, party: Party, rows: Rows): Promise<Answer> {
  const list: Partial<Record<Id['element'], unknown[]>> = {};
  for (const [kind = '', who = ''] of rows) {
    const id = idOf(world, party, kind, who);
    list[id.element] = [...(list[id.element] ?? []), id.value];
    world.keep(`verified:${who}`, { ...id, alone: rows.length === 1 });
  }
  const value = { IDList: list };
  return world.ask(party, { name: 'VerifyID-Request', value }, { unchecked: world.version === '1.1' });
}

type Detail = Readonly<Record<string, unknown>> & { readonly Code: number };

function details(world: World): readonly Detail[] {
  return world.answer.result?.DetailedResult ?? [];
}

/** Does a DetailedResult name this? */
function names(detail: Detail, shown: string): boolean {
  const walk = (value: unknown): boolean => {
    if (typeof value === 'string') return sameUser(value, shown);
    if (Array.isArray(value)) return value.some(walk);
    return typeof value === 'object' && value !== null && Object.values(value).some(walk);
  };
  const { Code: _code, Description: _text, ...named } = detail;
  return walk(named);
}

/** The code stands for this ID in DetailedResult; for an ID alone also in Result. */
export function expectReported(world: World, label: string, codes: readonly number[]): void {
  const { shown, alone } = world.kept<Id & { readonly alone: boolean }>(`verified:${label}`);
  world.expect.primitive(world.answer, 'Status');
  const { code } = world.answer;
  const found = details(world).filter((detail) => alone || names(detail, shown));
  const fits =
    found.some((detail) => codes.includes(detail.Code)) || (alone && code !== undefined && codes.includes(code));
  world.expect.that(
    fits,
    `code ${codes.join(' or ')} for ${shown}`,
    found.length === 0 ? world.notation(world.answer.primitive) : `code ${found.map((one) => one.Code).join(', ')}`,
    world.place(world.answer, 'Result'),
  );
}

/** An ID that is valid stands in no DetailedResult, or in one with 200. */
export function expectValid(world: World, shown: string): void {
  const bad = details(world).filter((detail) => detail.Code !== 200);
  world.expect.none(
    `DetailedResult with ${shown}`,
    bad,
    (detail) => names(detail, shown),
    world.place(world.answer, 'Result'),
  );
}

/** Of all IDs in the request only this one is reported with a code other than 200. */
export function expectOthersValid(world: World, label: string): void {
  const { shown } = world.kept<Id>(`verified:${label}`);
  const bad = details(world).filter((detail) => detail.Code !== 200 && !names(detail, shown));
  const codes = bad.map(({ Code }) => Code);
  world.expect.equal('codes of other IDs', codes, [], world.place(world.answer, 'Result'));
}
