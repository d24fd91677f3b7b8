import type { ElementOf, Value } from './infer.ts';

type L = Value<'Login-Request', '1.2'>;
const l: L = { UserID: 'x', ClientID: { URL: 'u' }, SessionCookie: 'c' };
const m: Value<'WV-CSP-Message', '1.3'> = {
  Session: {
    SessionDescriptor: { SessionType: 'Inband', SessionID: 's' },
    Transaction: [
      {
        TransactionDescriptor: { TransactionMode: 'Request', TransactionID: '1' },
        TransactionContent: { 'KeepAlive-Request': {} },
      },
    ],
  },
};
const p: Value<'PresenceSubList', '1.2'> = { OnlineStatus: { Qualifier: true, PresenceValue: 'T' } };
const g: Value<'GetPresence-Request', '1.2'> = { User: [{ UserID: 'x' }] };
const s = (v: Value<'GetPresence-Request', '1.2'>) => v.User?.map((u) => u.UserID);
// @ts-expect-error
const bad: L = { UserID: 3, ClientID: { URL: 'u' }, SessionCookie: 'c' };
type N = ElementOf<'1.3'>;
// @ts-expect-error
const n: N = 'GALS';
type Any = Value<'Login-Request'>;
const a = (x: Any) => x.UserID ?? x.ClientID;
const st: Value<'SubscribePresence-Request'> = { UserIDList: { UserID: ['x'] } };
const c: Value<'CapabilityList', '1.2'> = {} as any;
const aa: Value<'Service-Request'> = {
  Functions: { WVCSPFeat: { FundamentalFeat: { MF: {} } } },
  AllFunctionsRequest: true,
};

export { a, aa, bad, c, g, l, m, n, p, s, st };
