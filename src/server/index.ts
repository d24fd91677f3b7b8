/**
 * The reference server, as `imps-conformance/server`: in memory, over HTTP, with a profile of what its operator chose and
 * a clock that can be moved.
 */
export { type Clock, systemClock, VirtualClock } from './clock.ts';
export { defaultProfile, type ProfileChanges, type ServerProfile, serverProfile } from './profile.ts';
export { type RunningServer, type ServeOptions, startReferenceServer } from './serve.ts';
export { createServer, type ReferenceServer, type ServerOptions } from './server.ts';
export type { Account, Accounts, NewAccount, PublicData } from './sessions/accounts.ts';
