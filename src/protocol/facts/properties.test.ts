import { describe, expect, it } from 'vitest';
import { checkProperty, propertiesOf, property } from './properties.ts';

describe('properties', () => {
  it('are found without regard to case', () => {
    expect(property('group', 'AccessType', '1.1')?.name).toBe('Accesstype');
    expect(property('own', 'privatemessaging', '1.2')?.changedBy).toBe('user');
    expect(property('group', 'Type', '1.2')?.changedBy).toBe('server');
  });

  it('belong to versions', () => {
    expect(property('group', 'AutoDelete', '1.1')).toBeUndefined();
    expect(propertiesOf('profile', '1.2')).toEqual([]);
    expect(propertiesOf('profile', '1.3')).toHaveLength(9);
    expect(propertiesOf('contact-list', '1.1').map((p) => p.name)).toEqual(['DisplayName', 'Default']);
  });

  it('are refused with the code of their scope', () => {
    expect(checkProperty('group', 'Colour', 'red', '1.2')).toMatchObject({ code: 806 });
    expect(checkProperty('group', 'Searchable', 'yes', '1.2')).toMatchObject({
      code: 806,
      message: "Searchable: 'yes' is not T or F",
    });
    expect(checkProperty('contact-list', 'Default', 'maybe', '1.1')).toMatchObject({ code: 752 });
    expect(checkProperty('group', 'MaxActiveUsers', '-1', '1.1')).toMatchObject({ code: 806 });
    expect(checkProperty('group', 'MaxActiveUsers', '4294967295', '1.1')).toBeUndefined();
  });

  it('take other codes where the set is not established', () => {
    expect(checkProperty('profile', 'PP_GENDER', 'X', '1.3')).toBeUndefined();
    expect(checkProperty('group', 'Accesstype', 'Closed', '1.3')).toMatchObject({ code: 806 });
  });
});
