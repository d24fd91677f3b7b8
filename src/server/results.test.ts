import { expect, it } from 'vitest';
import { combined, detailedResults, type ItemOutcome, status } from './results.ts';

const user = (code: number, UserID: string): ItemOutcome => ({ code, item: { UserID } });

it('combines outcomes as the standard wants it (CSP-SES-014 to 017)', () => {
  const codeOf = (...outcomes: ItemOutcome[]) => combined(outcomes, '1.2').Code;
  expect(codeOf(user(200, 'a'), user(200, 'b'))).toBe(200);
  expect(codeOf(user(200, 'a'), user(531, 'b'))).toBe(201);
  expect(codeOf(user(531, 'a'), user(531, 'b'))).toBe(531);
  expect(codeOf(user(531, 'a'), user(532, 'b'))).toBe(900);
  expect(codeOf()).toBe(200);
  expect(combined([], '1.2', 400).Code).toBe(400);
});

it('lists the failing items by code, and only kinds the version has a place for', () => {
  const outcomes: ItemOutcome[] = [
    user(531, 'a'),
    { code: 700, item: { ContactList: 'wv:x/l' } },
    user(531, 'b'),
    { code: 402, item: { SearchElement: 'USER_ID' } },
  ];
  expect(detailedResults(outcomes, '1.1')).toEqual([{ Code: 531, UserID: ['a', 'b'] }, { Code: 700 }, { Code: 402 }]);
  expect(detailedResults(outcomes, '1.3')).toEqual([
    { Code: 531, UserID: ['a', 'b'] },
    { Code: 700, ContactList: ['wv:x/l'] },
    { Code: 402, SearchElement: ['USER_ID'] },
  ]);
  expect(combined([user(200, 'good'), user(531, 'bad')], '1.2').DetailedResult).toEqual([
    { Code: 531, UserID: ['bad'] },
  ]);
});

it('names a code it knows, and takes a description of its own', () => {
  expect(status(531).value).toEqual({ Result: { Code: 531, Description: 'Unknown user' } });
  expect(status(999).value).toEqual({ Result: { Code: 999 } });
  expect(status(400, [], 'no').value).toEqual({ Result: { Code: 400, Description: 'no' } });
});
