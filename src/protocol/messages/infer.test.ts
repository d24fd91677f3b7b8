import { describe, expectTypeOf, it } from 'vitest';
import type { AnyElement, ElementOf, Value } from './infer.ts';

/** Types are checked by the compiler; these tests fail there, not when they run. */
describe('the static type of a message', () => {
  it('follows from the content model of its version', () => {
    expectTypeOf<Value<'Login-Request', '1.2'>['UserID']>().toEqualTypeOf<string>();
    expectTypeOf<Value<'Login-Request', '1.2'>['TimeToLive']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Value<'Login-Request', '1.1'>['DigestSchema']>().not.toBeAny();
    expectTypeOf<Value<'Poll', '1.2'>>().toEqualTypeOf<boolean>();
    expectTypeOf<Value<'TransactionMode', '1.3'>>().toEqualTypeOf<'Request' | 'Response'>();
    expectTypeOf<Value<'Logout-Request', '1.1'>>().toEqualTypeOf<Record<never, never>>();
    expectTypeOf<Value<'ExtBlock', '1.2'>>().toEqualTypeOf<readonly AnyElement[]>();
  });

  it('makes arrays of repeatable children, also of those in a group that repeats', () => {
    expectTypeOf<Value<'Session', '1.3'>['Transaction']>().toBeArray();
    expectTypeOf<string[]>().toExtend<Value<'NickList', '1.2'>['UserID']>();
    expectTypeOf<string>().not.toExtend<Value<'NickList', '1.2'>['UserID']>();
    expectTypeOf<{ UserID: string }[]>().toExtend<Value<'GetPresence-Request', '1.2'>['User']>();
  });

  it('lets a message be written as plain data and refuses what the model does not have', () => {
    expectTypeOf({
      Session: {
        SessionDescriptor: { SessionType: 'Inband' as const, SessionID: 's' },
        Transaction: [
          {
            TransactionDescriptor: { TransactionMode: 'Request' as const, TransactionID: '1' },
            TransactionContent: { 'KeepAlive-Request': {} },
          },
        ],
      },
    }).toExtend<Value<'WV-CSP-Message', '1.3'>>();
    expectTypeOf({ UserID: 'x', ClientID: { URL: 'u' }, SessionCookie: 'c' }).toExtend<Value<'Login-Request', '1.2'>>();
    expectTypeOf({ UserID: 3, ClientID: { URL: 'u' }, SessionCookie: 'c' }).not.toExtend<
      Value<'Login-Request', '1.2'>
    >();
    expectTypeOf({ ClientID: { URL: 'u' }, SessionCookie: 'c' }).not.toExtend<Value<'Login-Request', '1.2'>>();
  });

  it('takes presence attributes for what they are in their namespace', () => {
    expectTypeOf<Value<'PA:Status', '1.2'>>().toEqualTypeOf<'OPEN' | 'CLOSED'>();
    expectTypeOf({ OnlineStatus: { Qualifier: true, PresenceValue: 'T' } }).toExtend<Value<'PresenceSubList', '1.2'>>();
  });

  it('knows the elements of each version', () => {
    expectTypeOf<'GALS'>().toExtend<ElementOf<'1.2'>>();
    expectTypeOf<'GALS'>().not.toExtend<ElementOf<'1.3'>>();
    expectTypeOf<Value<'CapabilityList', '1.2'>>().not.toBeAny();
    expectTypeOf<Value<'WatcherCount', '1.2'>>().toBeNever();
  });

  it('of any version is the union of the versions', () => {
    expectTypeOf({ UserIDList: { UserID: ['x'] } }).toExtend<Value<'SubscribePresence-Request'>>();
    expectTypeOf({ User: [{ UserID: 'x' }] }).toExtend<Value<'SubscribePresence-Request'>>();
  });
});
