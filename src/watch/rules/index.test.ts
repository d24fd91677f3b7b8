import { expect, it } from 'vitest';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { readNotCovered } from '../../conformance/catalogue/not-covered.ts';
import { WATCHED } from './index.ts';

it('the written reasons name the monitor for the requirements of clients that watching decides, and for no others', () => {
  const reason = readNotCovered();
  const named = catalogue.requirements.filter((r) => reason(r)?.includes('`impsc monitor`') === true);
  const decided = catalogue.requirements.filter(({ id, actor }) => actor === 'client' && WATCHED.has(id));
  expect(named.map(({ id }) => id)).toEqual(decided.map(({ id }) => id));
  expect(decided.length).toBeGreaterThan(40);
});
