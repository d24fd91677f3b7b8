/** The simulated client, as `imps-conformance/client`: see docs/client.md. Transport and transcript come with it. */
export { createHttpClient, type HttpClient, type HttpClientOptions } from '../transport/http/client.ts';
export { createTap } from '../transport/tap.ts';
export { type Exchange, type Header, type Tap, type TransportCause, TransportError } from '../transport/types.ts';
export type { Answer, Received, Reply } from './answers.ts';
export { defaultCapabilities } from './capabilities.ts';
export { createClient } from './client.ts';
export { type ClientClock, realClock } from './clock.ts';
export { AnswerError, type AnswerFault, HarnessError } from './errors.ts';
export type { Inbox } from './inbox.ts';
export { type AnnouncedSegments, announcedSegments, type Segment, type WholeAnswer } from './segments.ts';
export type { RawOptions, SendOptions } from './send-options.ts';
export type {
  CapabilityOutcome,
  DiscoveryOptions,
  DiscoveryOutcome,
  LoginOptions,
  LoginOutcome,
  OpenOptions,
  ServiceOptions,
  ServiceOutcome,
} from './session-outcomes.ts';
export type { Client, ClientOptions, ClientTimers, RequestItem, Responder, SessionView, WaitOptions } from './types.ts';
