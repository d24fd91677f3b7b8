import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryElement } from '../../../testing/protocol/arbitrary.ts';
import { arbitrarySspElement } from '../../../testing/protocol/ssp-arbitrary.ts';
import { defaultDialect } from '../../../transport/ssp/dialects.ts';
import { compile } from '../../messages/compile.ts';
import type { PrimitiveName } from '../../messages/envelope.ts';
import { VERSIONS, type Version } from '../../version.ts';
import { PRESENCE } from '../bind.ts';
import { compileSsp } from '../compile.ts';
import type { SspPrimitive } from '../envelope.ts';
import { sealSsp } from '../envelope.ts';
import { sspPrimitiveFacts, sspPrimitiveNames } from '../primitives.ts';
import { readSsp } from '../read.ts';
import type { SspVersion } from '../types.ts';
import { writeSsp } from '../write.ts';
import { type Circumstances, completeCsp, completeSsp, toCsp, toSsp } from './convert.ts';
import { type ConverterName, converters } from './converters.ts';
import { type Loose, putAt, valueAt } from './loose.ts';
import type { Mapping } from './notation.ts';
import { MAPPINGS, mappingOfCsp, mappingOfSsp } from './table.ts';

const circumstances: Circumstances = {
  domain: 'alpha.example',
  user: 'wv:ann@alpha.example',
  counterpart: 'wv:bo@beta.example',
  now: '2007-01-23T10:15:00Z',
};

/** The version of SSP beside one of CSP. */
const beside = (version: Version): SspVersion => (version === '1.3' ? '1.3' : '1.2');

const first = (list: unknown): Loose[] => ((list ?? []) as Loose[]).slice(0, 1);

/** The part of a CSP value that each converter claims to keep, written independently of the converters. */
const kept: Partial<Record<ConverterName, (value: never, root: Loose) => unknown>> = {
  date: (text: string) => text.replace(/^(\d{8}T\d{4})(?=Z|$)/, '$100'),
  encoding: (text: string) => (text === 'None' ? undefined : text),
  recipients: ({ User, Group }: Loose) => without({ User: clients(User), Group }),
  invitee: ({ User, Group }: Loose) =>
    without(User !== undefined ? { User: clients(first(User)) } : { Group: Group && first(Group) }),
  party: ({ User, Group }: Loose) => without({ User: clients(User), Group }),
  sender: ({ User, Group }: Loose) => without({ User: clients(User), Group }),
  result: ({ Code, Description, DetailedResult, TryAgainTimeout }: Loose) =>
    without({
      Code,
      Description,
      TryAgainTimeout,
      DetailedResult: (DetailedResult as Loose[] | undefined)?.map((d) =>
        without({
          Code: d.Code,
          Description: d.Description,
          UserID: d.UserID,
          GroupID: d.GroupID,
          ScreenName: d.ScreenName,
          Domain: d.Domain,
        }),
      ),
    }),
  users: (users: Loose[]) => users.map(({ UserID }) => ({ UserID })),
  properties: (list: Loose[]) => list.map(({ Name, Value = '' }) => ({ Name, Value })),
  note: ({ ContentType, ContentEncoding, ContentData }: Loose) =>
    without({ ContentType, ContentEncoding: ContentEncoding === 'None' ? undefined : ContentEncoding, ContentData }),
  values: (list: Loose[]) =>
    list
      .filter(({ UserID }) => UserID !== undefined)
      .map(({ UserID, PresenceSubList }) =>
        without({ UserID, PresenceSubList: PresenceSubList && first(PresenceSubList) }),
      ),
  flag: (text: string) => (text === 'T' ? 'T' : 'F'),
  names: (list: Loose) => mapped(list, ({ SName }) => ({ SName })),
  map: (list: Loose) => mapped(list, (entry) => entry) ?? { UserMapping: { Mapping: [] } },
  'screen-names': (list: Loose[], { GroupID = '' }) => list.map(({ SName }) => ({ SName, GroupID })),
};

/** Users without clients that say nothing: an empty URL is none. */
function clients(users: unknown): unknown {
  if (Array.isArray(users)) return users.map(clients);
  if (users === undefined) return undefined;
  const { ClientID, ...user } = users as { ClientID?: { URL?: string; MSISDN?: string } };
  const { URL: url, MSISDN } = ClientID ?? {};
  const said = (text: string | undefined) => (text === '' ? undefined : text);
  return without({ ...user, ClientID: without({ URL: said(url), MSISDN: said(MSISDN) }) });
}

function mapped(list: Loose, change: (entry: Loose) => unknown): Loose | undefined {
  const entries = valueAt(list, 'UserMapping/Mapping') as Loose[] | undefined;
  return entries && { UserMapping: { Mapping: entries.map(change) } };
}

function without(value: Loose): Loose | undefined {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The part of a CSP value that the table claims to carry. */
function claimed({ fields, when }: Mapping, value: unknown, version: Version): Loose {
  const made: Loose = {};
  if (when !== undefined) putAt(made, when.path, when.value);
  for (const { csp, as, versions, copy } of fields) {
    const found = versions.includes(version) && !copy ? valueAt(value, csp) : undefined;
    const keep = kept[as];
    const kept_ = found === undefined || keep === undefined ? found : keep(found as never, value as Loose);
    if (kept_ !== undefined && !(Array.isArray(kept_) && kept_.length === 0)) putAt(made, csp, kept_);
  }
  return made;
}

const cases = MAPPINGS.flatMap((mapping) =>
  VERSIONS.filter((version) => compile(version, mapping.csp) !== undefined).map(
    (version) => [mapping.csp, mapping.ssp, version, mapping] as const,
  ),
);

describe('from CSP to SSP and back', () => {
  it.each(cases)('%s as %s, %s, keeps what the table claims', (csp, _, version, mapping) => {
    fc.assert(
      fc.property(arbitraryElement(version, csp), (value) => {
        expect(toCsp(mapping, toSsp(mapping, value, version), version)).toEqual(claimed(mapping, value, version));
      }),
      { numRuns: 40, seed: 13 },
    );
  });

  it.each(cases)('%s as %s, %s, becomes a valid SSP message', (csp, ssp, version, mapping) => {
    const dialect = defaultDialect();
    fc.assert(
      fc.property(arbitraryElement(version, csp), (value) => {
        const carried = completeSsp(mapping, toSsp(mapping, value, version), circumstances);
        const primitive = { name: ssp, value: carried } as unknown as SspPrimitive;
        const transactions = [{ mode: 'Request', id: '1', primitive }] as const;
        const sspVersion = beside(version);
        const document = sealSsp({ kind: 'session', version: sspVersion, sessionId: '1@a.example', transactions });
        const { findings } = readSsp(writeSsp(document, dialect), dialect);
        // who is addressed may be a contact list alone, or an empty list, which the home domain never sends on
        const wrong = findings.filter((f) => f.severity === 'error' && !/missing/.test(f.message));
        expect(wrong).toEqual([]);
      }),
      { numRuns: 15, seed: 13 },
    );
  });

  it.each(cases)('%s from %s, %s, stays the same when it goes round again', (_, ssp, version, mapping) => {
    fc.assert(
      fc.property(arbitrarySspElement(beside(version), ssp), (value) => {
        const once = toCsp(mapping, value, version);
        const again = toCsp(mapping, toSsp(mapping, once, version), version);
        expect(again).toEqual(once);
      }),
      { numRuns: 25, seed: 13 },
    );
  });
});

describe('the table', () => {
  it('names places that the models have', () => {
    for (const { csp, ssp, fields } of MAPPINGS) {
      for (const pair of fields) {
        for (const version of pair.versions.filter((v) => compile(v, csp) !== undefined)) {
          expect([csp, pair.csp, version, cspHas(csp, pair.csp, version)]).toEqual([csp, pair.csp, version, true]);
          if (pair.ssp === '') continue;
          expect([ssp, pair.ssp, sspHas(ssp, pair.ssp, beside(version))]).toEqual([ssp, pair.ssp, true]);
        }
      }
    }
  });

  it('maps everything of the minimum between two home domains', () => {
    const apart = ['Disconnect', 'KeepAliveRequest', 'LogoutRequest'];
    for (const name of sspPrimitiveNames('1.3')) {
      if (sspPrimitiveFacts(name)?.minimum !== 'yes' || apart.includes(name)) continue;
      expect([name, mappingOfSsp(name, 'near') !== undefined]).toEqual([name, true]);
    }
  });

  it('tells one CSP primitive that is several of SSP by its content', () => {
    const as = (SubscribeType: string) => mappingOfCsp('SubscribeGroupNotice-Request', { SubscribeType })?.ssp;
    expect([as('S'), as('U'), as('G')]).toEqual([
      'SubscribeGroupChangeRequest',
      'UnsubscribeGroupChangeRequest',
      'GetGroupSubStatusRequest',
    ]);
    expect(mappingOfSsp('SendMessageRequest', 'far')?.csp).toBe('NewMessage');
    expect(mappingOfSsp('SendMessageRequest', 'near')?.csp).toBe('SendMessage-Request');
    expect(mappingOfCsp('Logout-Request' satisfies PrimitiveName, {})).toBeUndefined();
  });

  it('explains every converter', () => {
    for (const { says } of Object.values(converters)) expect(says).toMatch(/^[a-zBRT]/);
  });

  it('adds the size of the content where CSP needs it', () => {
    const mapping = mappingOfSsp('SendMessageRequest', 'far');
    if (mapping === undefined) throw new Error('no mapping');
    const sizes = [
      [{ ContentData: { value: 'Grüße' } }, 7],
      [{ ContentData: { value: 'SGVsbG8gQm8=', encoding: 'base64' } }, 8],
    ] as const;
    for (const [value, size] of sizes) {
      const made = completeCsp(mapping, toCsp(mapping, value, '1.2'), circumstances);
      expect(valueAt(made, 'MessageInfo/ContentSize')).toBe(size);
    }
  });
});

function cspHas(name: string, path: string, version: Version): boolean {
  let at = compile(version, name);
  for (const step of path.split('/')) {
    const slot = at?.byName.get(step);
    if (slot === undefined) return false;
    at = compile(version, slot.key);
  }
  return true;
}

function sspHas(name: string, path: string, version: SspVersion): boolean {
  let at = name;
  for (const step of path.split('/')) {
    const shape = compileSsp(version, at);
    if (step.startsWith('@')) return shape?.attributes[step.slice(1)] !== undefined;
    if (step === 'value') return shape?.text !== undefined;
    if (shape?.byName.has(step) !== true) return false;
    if (step !== PRESENCE && compileSsp(version, step) === undefined) return false;
    at = step;
  }
  return true;
}
