import { expect, it } from 'vitest';
import { readIut } from './load.ts';
import { TEMPLATE } from './template.ts';
import { ixitWithoutSecrets } from './without-secrets.ts';
import { writeIut } from './write.ts';

it('overwrites every secret of an IXIT in its length, and the file can still be read', () => {
  const file = TEMPLATE.replace('alice-password', 'grünes-Geheimnis')
    .replace('127.0.0.1:8080/imps\n', '127.0.0.1:8080/imps?token=geheim-1\n')
    .replace(/# (lanes:)/, '$1')
    .replace('# http:', 'http:')
    .replace('#   headers: { Authorization', '  headers: { Accept: text/plain, X-Api-Key: geheim-2, Authorization')
    .replace('"Bearer 1234"', '"Bearer geheim-3"')
    .replace('#   proxy: http://proxy', '  proxy: http://me:geheim-4@proxy');
  const { ics, ixit } = readIut(file, 'iut.yaml');
  const written = writeIut(ics, ixitWithoutSecrets(ixit), 'covered');
  for (const secret of ixit.secrets) expect(written).not.toContain(secret);
  expect(written).not.toMatch(/geheim|Geheimnis|bob-password|me:g/i);
  const again = readIut(written, 'again.yaml');
  expect(again.ics).toEqual(ics);
  expect(again.ixit.accounts.alice.password).toBe('*'.repeat(17));
  expect(again.ixit.http.headers).toEqual([
    ['Accept', 'text/plain'],
    ['X-Api-Key', '********'],
    ['Authorization', 'Bearer ********'],
  ]);
  expect(again.ixit.address).toBe('http://127.0.0.1:8080/imps?**************');
  expect(again.ixit.http.proxy).toBe('http://**:********@proxy.example.com:3128');
});
