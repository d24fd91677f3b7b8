import { describe, expect, it } from 'vitest';
import { digestSchema, digestSchemaNames } from './digest.ts';

describe('digest schemas', () => {
  it('are known by the value of the element', () => {
    expect(digestSchema('MD5')).toMatchObject({ octets: 16, isDigest: true });
    expect(digestSchema('PWD')?.isDigest).toBe(false);
    expect(digestSchema('md5')).toBeUndefined();
  });

  it('are read from one element with commas and from a series of elements', () => {
    expect(digestSchemaNames('PWD,SHA, MD5')).toEqual(['PWD', 'SHA', 'MD5']);
    expect(digestSchemaNames(['MD5', 'SHA'])).toEqual(['MD5', 'SHA']);
    expect(digestSchemaNames('')).toEqual([]);
  });
});
