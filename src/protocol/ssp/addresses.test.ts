import { describe, expect, it } from 'vitest';
import { domainOfAddress, domainOfService, issuerOf, serviceId, sessionHalf } from './addresses.ts';

describe('the address of a domain', () => {
  it('is wv:@domain; the scheme may be missing and letter case does not count', () => {
    expect(domainOfService(serviceId('beta.example'))).toBe('beta.example');
    expect(domainOfService('@Beta.Example')).toBe('beta.example');
  });

  it.each(['', 'beta.example', 'wv:beta.example', 'wv:@', 'wv:ann@beta.example', 'wv:@a..b', 'wv:@a b', 'wv:@a@b'])(
    'is not %j',
    (text) => expect(domainOfService(text)).toBeUndefined(),
  );

  it('is found in the addresses of users, groups and lists', () => {
    expect(domainOfAddress('wv:ann@Alpha.example')).toBe('alpha.example');
    expect(domainOfAddress('wv:/lobby@beta.example')).toBe('beta.example');
    expect(domainOfAddress('ann')).toBeUndefined();
    expect(domainOfAddress('wv:ann@')).toBeUndefined();
  });
});

describe('a half of a session identifier', () => {
  it('names its issuer after the last @', () => {
    expect(issuerOf(sessionHalf('5001', 'Alpha.example'))).toBe('alpha.example');
    expect(issuerOf('a@b@beta.example')).toBe('beta.example');
  });

  it.each(['', '5001', '@beta.example', '5001@', '5001@a..b'])('is not %j', (text) => {
    expect(issuerOf(text)).toBeUndefined();
  });
});
