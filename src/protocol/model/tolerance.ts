/**
 * Forms beyond the models that a reader lets pass, because clients and servers in the field do it or because refusing would
 * gain nothing. Everything here is reported as a deviation, never as an error, and no writer produces it.
 */
import type { Version } from '../version.ts';

/** Spellings met in the field, with the name of the standard. */
export const ALIASES: ReadonlyMap<string, string> = new Map([
  ['Auto-Subscribe', 'AutoSubscribe'],
  ['Extended-Data', 'ExtendedData'],
  ['AcceptedCharset', 'AcceptedCharSet'],
  ['CName', 'Cname'],
  ['KeepAliveResponse', 'KeepAlive-Response'],
  ['WV-CSP-NSDiscovery-Request', 'WV-CSP-VersionDiscovery-Request'],
  ['WV-CSP-NSDiscovery-Response', 'WV-CSP-VersionDiscovery-Response'],
  ['BlockUser-Request', 'BlockEntity-Request'],
  ['PreferredContent', 'ReferredContent'],
  ['PreferredvCard', 'ReferredvCard'],
  ['CIRURL', 'CIRHTTPAddress'],
]);

export interface Tolerance {
  readonly versions: readonly Version[];
  /** Mandatory child that may be missing. */
  readonly missing?: string;
  /** The missing child is let pass only beside a primitive of this name. */
  readonly inPrimitive?: string;
  /** Child that has no place in the model and is passed over. */
  readonly extra?: string;
  /** Child that may occur more often than the model says; its texts are joined with commas. */
  readonly repeated?: string;
  /** Alternatives that may stand together. */
  readonly together?: readonly string[];
  /** Text of a wrong type or no text at all, read as if the element were absent. */
  readonly valueAsAbsent?: 'empty' | 'text';
  readonly why: string;
}

const OLD: readonly Version[] = ['1.1', '1.2'];

/** By element key. Sources: client content-model tables and clients in the field. */
export const TOLERANCES: ReadonlyMap<string, readonly Tolerance[]> = new Map<string, readonly Tolerance[]>([
  ['AcceptedCharSet', [{ versions: OLD, valueAsAbsent: 'text', why: 'the 1.1 DTD does not fix the text form' }]],
  ['InUse', [{ versions: OLD, valueAsAbsent: 'empty', why: 'an original example has it empty' }]],
  ['ClientCapability-Request', [{ versions: ['1.1'], missing: 'CapabilityList', why: 'one client table' }]],
  ['ContactInfo', [{ versions: OLD, together: ['ContainedvCard', 'ReferredvCard'], why: 'one client table' }]],
  ['StatusContent', [{ versions: OLD, together: ['DirectContent', 'ReferredContent'], why: 'one client table' }]],
  [
    'Joined',
    [
      { versions: ['1.1'], missing: 'UserList', why: 'one client table has screen names instead' },
      { versions: ['1.1'], extra: 'ScreenName', why: 'one client table has screen names without UserList' },
    ],
  ],
  [
    'Left',
    [
      { versions: ['1.1'], missing: 'UserList', why: 'one client table has screen names instead' },
      { versions: ['1.1'], extra: 'ScreenName', why: 'one client table has screen names without UserList' },
    ],
  ],
  ['JoinGroup-Request', [{ versions: ['1.1'], missing: 'JoinedRequest', why: 'one client table; read as F' }]],
  ['ListManage-Request', [{ versions: ['1.2'], missing: 'ReceiveList', why: 'read as F' }]],
  [
    'Login-Request',
    [{ versions: ['1.1'], repeated: 'DigestSchema', why: 'a client repeats it as later versions do; read as a list' }],
  ],
  ['Logo', [{ versions: OLD, missing: 'ContentEncoding', why: 'read as None' }]],
  [
    'PresenceAuth-User',
    [{ versions: ['1.1'], extra: 'PresenceSubList', why: 'one server has no 1.1 form of its own' }],
  ],
  ['Search-Response', [{ versions: OLD, missing: 'SearchIndex', why: 'nothing more to fetch' }]],
  ['SendMessage-Request', [{ versions: ['1.1'], missing: 'DeliveryReport', why: 'one client table; read as F' }]],
  ['Service-Request', [{ versions: ['1.1'], missing: 'Functions', why: 'one client table' }]],
  [
    'TransactionDescriptor',
    [
      {
        versions: ['1.1', '1.2', '1.3'],
        missing: 'TransactionID',
        inPrimitive: 'Polling-Request',
        why: 'deployed clients leave it out when polling',
      },
    ],
  ],
]);

/** The tolerances of an element in a version. */
export function tolerancesOf(key: string, version: Version): readonly Tolerance[] {
  return TOLERANCES.get(key)?.filter((t) => t.versions.includes(version)) ?? [];
}
