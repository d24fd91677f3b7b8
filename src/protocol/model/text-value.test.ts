import { describe, expect, it } from 'vitest';
import type { Text, TextType } from './combinators.ts';
import { formatText, isBase64, problemOfValue, readPlain, readText } from './text-value.ts';

const type = (name: TextType, values?: readonly string[], open?: boolean): Text => ({
  kind: 'text',
  type: name,
  ...(values === undefined ? {} : { values }),
  ...(open === undefined ? {} : { open }),
});

describe('texts and what they mean', () => {
  it.each([
    ['string', 'a\n b', 'a\n b'],
    ['integer', '0', 0],
    ['integer', '007', 7],
    ['integer', '4294967295', 4294967295],
    ['boolean', 'T', true],
    ['boolean', 'F', false],
    ['datetime', '20260228T2359', '20260228T2359'],
    ['datetime', '20240229T000000Z', '20240229T000000Z'],
    ['base64', 'YQ==\n', 'YQ=='],
    ['base64', '', ''],
    ['uri', 'http://a/b?c=d', 'http://a/b?c=d'],
  ] as const)('%s %j', (name, text, value) => {
    expect(readText(type(name), text)).toMatchObject({ value, problem: undefined });
    const plain = readPlain(type(name), text);
    if (plain !== undefined) expect(plain).toBe(value);
  });

  it.each([
    ['integer', ''],
    ['integer', '-1'],
    ['integer', '+1'],
    ['integer', '1.0'],
    ['integer', '0x10'],
    ['integer', '4294967296'],
    ['boolean', 'true'],
    ['boolean', ''],
    ['boolean', 't'],
    ['datetime', '2026-02-28T23:59:00Z'],
    ['datetime', '20260229T000000'],
    ['datetime', '20261301T000000'],
    ['datetime', '20260101T240000'],
    ['datetime', '20260101T000000J'],
    ['datetime', ''],
    ['base64', 'YQ='],
    ['base64', 'a-b_'],
  ] as const)('%s is not %j', (name, text) => {
    expect(readText(type(name), text).severity).toBe('error');
    expect(readText(type(name), text).problem).toBeDefined();
    expect(readPlain(type(name), text)).toBeUndefined();
  });

  it.each([
    ['boolean', 'true', true],
    ['boolean', '0', false],
    ['boolean', 'f', false],
    ['integer', '+200', 200],
    ['boolean', 'maybe', undefined],
    ['integer', '-1', undefined],
  ] as const)('%s %j is wrong in form, and read as %j', (name, text, value) => {
    expect(readText(type(name), text)).toMatchObject({ value, severity: 'error' });
  });

  it('enumerations are closed unless they are open', () => {
    expect(readText(type('enum', ['A', 'B']), 'C').problem).toContain('not one of A, B');
    expect(readText(type('enum', ['A', 'B']), 'a')).toMatchObject({ value: 'A', severity: 'error' });
    expect(readText(type('enum', ['A', 'B'], true), 'C').problem).toBeUndefined();
  });

  it('white space around a value is no part of it and told of', () => {
    expect(readText(type('integer'), ' 5 ')).toMatchObject({ value: 5, problem: undefined, padded: true });
    expect(readText(type('string'), '\r\n\ta b\n')).toMatchObject({ value: 'a b', padded: true });
    expect(readText(type('enum', ['A']), '\nA\n')).toMatchObject({ value: 'A', problem: undefined, padded: true });
    expect(readText(type('string'), 'a b')).toEqual({ value: 'a b', problem: undefined, severity: 'deviation' });
    expect(readText(type('string'), '\u00a0a\u2003').value).toBe('\u00a0a\u2003');
    expect(readText(type('string'), ' \n ').value).toBe('');
    expect(readText({ ...type('string'), keepsSpace: true }, ' a\n')).toMatchObject({
      value: ' a\n',
      problem: undefined,
    });
    for (const text of [' a', 'a\n', '\t']) expect(readPlain(type('string'), text)).toBeUndefined();
    expect(readPlain({ ...type('string'), keepsSpace: true }, ' a')).toBe(' a');
  });

  it('other zones than Z are deviations', () => {
    expect(readText(type('datetime'), '20260101T000000A')).toMatchObject({ severity: 'deviation' });
    expect(readText(type('uri'), 'a b')).toMatchObject({ value: 'a b', severity: 'deviation' });
  });

  it('base64 may have white space inside', () => {
    expect(isBase64('YW Jj\r\nZA==')).toBe(true);
    expect(isBase64('YW=j')).toBe(false);
  });
});

describe('values in memory', () => {
  it.each([
    ['integer', 3],
    ['boolean', false],
    ['string', ''],
    ['datetime', '20260101T000000Z'],
  ] as const)('%s may be %j', (name, value) => {
    expect(problemOfValue(type(name), value)).toBeUndefined();
    expect(readText(type(name), formatText(value)).value).toBe(value);
  });

  it.each([
    ['integer', '3'],
    ['integer', -1],
    ['integer', 1.5],
    ['integer', Number.NaN],
    ['boolean', 'T'],
    ['string', 5],
    ['string', null],
    ['string', 'a\u0000b'],
    ['string', '\ud800'],
    ['datetime', '2026'],
  ] as const)('%s may not be %j', (name, value) => {
    expect(problemOfValue(type(name), value)?.severity).toBe('error');
  });
});
