import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { reference } from './reference.ts';

it('is the reference that the schemas give: scripts/reference.ts writes it', () => {
  expect(readFileSync('docs/reference.md', 'utf8')).toBe(reference());
});

it('has every key of the files, with its meaning', () => {
  const rows = reference()
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  for (const key of [
    'ics.items.claimed',
    'ixit.lanes[].bob',
    'ixit.http.tls.ca',
    'expected[].reason',
    'flaky[].owner',
    'waivers[].date',
  ]) {
    expect(
      rows.some((row) => row.startsWith(`| \`${key}\` |`)),
      key,
    ).toBe(true);
  }
  expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
});
