import { describe, expect, it } from 'vitest';
import { referenceOf } from './index.ts';

const reference = referenceOf([]);
const element = (key: string) => reference.elements.find((one) => one.key === key);

describe('the reference of the page', () => {
  it('gives children with their occurrence in each version', () => {
    const info = element('MessageInfo');
    const occurs = (version: string, key: string) =>
      info?.forms.find((form) => (form.versions as string[]).includes(version))?.children.find((c) => c.key === key)
        ?.occurs;
    expect(occurs('1.1', 'ContentSize')).toBe('1');
    expect(occurs('1.3', 'ContentSize')).toBe('0..1');
    expect(occurs('1.3', 'ExtBlockETEM')).toBe('0..*');
    expect(occurs('1.2', 'ContentName')).toBeUndefined();
  });

  it('takes a child of a choice for one that may be missing', () => {
    const sender = element('Sender')?.forms.at(-1)?.children;
    expect(sender?.map(({ occurs }) => occurs)).toEqual(['0..1', '0..1']);
  });

  it('gives tokens of tags and values as WBXML writes them', () => {
    expect(element('NewMessage')?.tokens).toContainEqual(['1.2', '6 / 15']);
    expect(element('ContentEncoding')?.forms[0]?.values).toContainEqual(['BASE64', '07']);
  });

  it('names the requirements of a primitive and of a code, and every parent of an element', () => {
    expect(reference.primitives.find(({ name }) => name === 'NewMessage')?.requirements).toContain('CSP-IMS-034');
    expect(reference.codes.find(({ code }) => code === 531)?.requirements.length).toBeGreaterThan(5);
    expect(element('Recipient')?.parents).toContain('MessageInfo');
  });
});
