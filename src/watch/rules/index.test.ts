import { expect, it } from 'vitest';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { readNotCovered } from '../../conformance/catalogue/not-covered.ts';
import { CLIENT_MONITORS } from '../clients.ts';
import { WATCHED } from './index.ts';

it('watches a client under test by every rule of the monitor about clients', () => {
  const decided = catalogue.requirements.filter(({ id, actor }) => actor === 'client' && WATCHED.has(id));
  const monitors = new Set(CLIENT_MONITORS.map(({ requirement }) => requirement));
  expect(decided.filter(({ id }) => !monitors.has(id))).toEqual([]);
  expect(decided.filter(({ id, actor }) => readNotCovered()({ id, actor }) !== undefined)).toEqual([]);
  expect(decided.length).toBeGreaterThan(40);
});
