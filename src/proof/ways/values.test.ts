import { describe, expect, it } from 'vitest';
import { contentsOf, textsIn, withElement, withTexts } from './values.ts';

const VALUE = { Result: { Code: 201, DetailedResult: [{ Code: 531, UserID: ['a', 'b'] }] }, Note: 'c' };

describe('what a message holds, wherever it stands', () => {
  it('is found by the name of its element, and as text', () => {
    expect(contentsOf(VALUE, 'Code')).toEqual([201, 531]);
    expect(contentsOf(VALUE, 'UserID')).toEqual(['a', 'b']);
    expect(textsIn(VALUE)).toEqual(['a', 'b', 'c']);
    expect([contentsOf(200, 'Code'), textsIn(undefined)]).toEqual([[], []]);
  });

  it('is changed in a copy, entry by entry of a list', () => {
    expect(withElement(VALUE, 'Code', (code) => (code === 531 ? 404 : code))).toEqual({
      Result: { Code: 201, DetailedResult: [{ Code: 404, UserID: ['a', 'b'] }] },
      Note: 'c',
    });
    expect(withElement(VALUE, 'UserID', (id) => `${id}!`).Result.DetailedResult[0]?.UserID).toEqual(['a!', 'b!']);
    expect(withTexts(VALUE, (text) => text.toUpperCase()).Note).toBe('C');
    expect(VALUE.Note).toBe('c');
  });

  it('is left out where nothing comes in its place', () => {
    expect(withElement(VALUE, 'DetailedResult', () => undefined)).toEqual({ Result: { Code: 201 }, Note: 'c' });
  });
});
