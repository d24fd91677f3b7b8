/** Writers meet the types of `primitive` and `draft`: the compiler takes the parameters of every version, and no others. */
import { describe, expect, it } from 'vitest';
import { anyVersion, draft } from './any-version.ts';
import { primitive } from './envelope.ts';

// Each directive fails the check of types where the line below it is no error any more.
const misspelt = () => [
  // @ts-expect-error the parameter is UserID
  primitive('Login-Request', { UserId: 'wv:alice' }),
  // @ts-expect-error TimeToLive is a number of seconds
  primitive('Login-Request', { TimeToLive: '60' }),
  // @ts-expect-error the primitive is Login-Request
  primitive('LoginRequest', { UserID: 'wv:alice' }),
  // @ts-expect-error the element within Result is Code
  primitive('Status', { Result: { code: 200 } }),
  // @ts-expect-error the parameter is Sender
  draft('MessageInfo', { Sendr: {} }),
];

describe('what a writer may say', () => {
  it('is every parameter of every version, with none of them demanded', () => {
    const oldest = primitive('Login-Request', { UserID: 'wv:alice' });
    const newest = primitive('Login-Request', { UserID: 'wv:alice', ApplicationID: 'app' });
    expect(anyVersion(newest.value).ApplicationID).toBe('app');
    expect(anyVersion(oldest.value).ApplicationID).toBeUndefined();
  });

  it('is nothing that no version has, as the compiler says above; at run time only validation would find it', () => {
    expect(misspelt()).toHaveLength(5);
  });
});
