/** Whatever a server writes, it is no error of the harness: elements left out or emptied, codes, primitives and octets replaced. */
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
/** One scenario or two of each kind of thing: what is altered is in all of them, or in the one that is about it. */
const SELECTION = [
  ...['CSP-LOG-001', 'TRN-HTTP-032', 'CSP-IMS-035', 'CSP-DLR-001', 'CSP-GRP-001', 'CSP-PRE-001'],
  ...['CSP-CLS-001', 'CSP-INV-001', 'CSP-SRC-001'],
].join(' or ');

const DROPPED = [
  ...['TransactionID', 'SessionID', 'TransactionMode', 'TransactionContent', 'Session', 'Result', 'Code', 'MessageID'],
  ...['UserID', 'MessageInfo', 'ContentData', 'Presence', 'PresenceSubList', 'SearchResult', 'ContactList', 'InviteID'],
];
const EMPTIED = [
  'TransactionID',
  'SessionID',
  'Result',
  'Code',
  'Transaction',
  'MessageInfo',
  'PresenceSubList',
  'UserID',
];
const RENAMED = ['Status', 'Login-Response', 'NewMessage', 'Search-Response', 'GetPresence-Response', 'WV-CSP-Message'];
const ALTERATIONS = [
  ...['201', '100', '604', '999', 'x'].map((code) => `code:200:${code}`),
  ...DROPPED.map((name) => `drop:${name}`),
  ...EMPTIED.map((name) => `empty:${name}`),
  ...RENAMED.map((name) => `rename:${name}:Nonsense-Response`),
  ...['0:00', '1:6a', '3:ff', '12:03', '40:84', '55:c3', '-1:45', '-9:01'].map((octet) => `octet:${octet}`),
];

describe('a server that alters what it writes', () => {
  it('never makes an error of the harness', { timeout: 600_000 }, async () => {
    const said = await new Promise<{ scenarios: number; errors: string[] }>((resolve, reject) => {
      execFile(
        process.execPath,
        ['dist/fixtures/spoiled/altered.js', SELECTION, ...ALTERATIONS],
        { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 },
        (error, out, err) =>
          error === null ? resolve(JSON.parse(out) as { scenarios: number; errors: string[] }) : reject(new Error(err)),
      );
    });
    expect(said.scenarios).toBeGreaterThan(ALTERATIONS.length * 3);
    expect(said.errors).toEqual([]);
  });
});
