import { describe, expect, it } from 'vitest';
import { combinedCode, isFailure, STATUS_CODES, statusCode, statusCodesOf, statusText } from './status-codes.ts';

describe('STATUS_CODES', () => {
  it('holds 93 codes, ascending, each once', () => {
    const codes = STATUS_CODES.map((status) => status.code);
    expect(codes).toHaveLength(93);
    expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
  });

  it('puts each code into the class of its first digit', () => {
    const classes = [
      'informational',
      'success',
      '',
      'client',
      'server',
      'session',
      'presence-contactlist',
      'group',
      'general',
    ];
    for (const status of STATUS_CODES)
      expect(status.class, String(status.code)).toBe(classes[Math.floor(status.code / 100) - 1]);
  });

  it('knows versions and names', () => {
    expect(statusText(531)).toBe('531 Unknown user');
    expect(statusText(599)).toBe('599');
    expect(statusCode(920)?.versions).toEqual(['1.3']);
    expect(statusCodesOf('1.1').map((status) => status.code)).not.toContain(901);
    expect(statusCode(427)?.confidence).toBe('low');
  });
});

describe('combinedCode', () => {
  it.each([
    [[200, 200], 200],
    [[], 200],
    [[200, 531], 201],
    [[531, 531], 531],
    [[531, 700], 900],
    [[202, 516], 201],
  ])('makes of %j %i', (codes, combined) => {
    expect(combinedCode(codes)).toBe(combined);
  });

  it('counts provisional codes as no failure', () => {
    expect(isFailure(101)).toBe(false);
    expect(combinedCode([101, 531])).toBe(201);
  });
});
