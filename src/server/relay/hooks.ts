/**
 * The seams of the relay: places where its behaviour towards other servers can be replaced from outside. Without any it is
 * the conforming one. Envelopes given to a hook must not be changed in place.
 */
import type { SspEnvelope, SspPrimitive } from '../../protocol/ssp/envelope.ts';
import type { ServerRequest, ServerResponse } from '../../transport/http/server.ts';
import type { HttpRequestBytes } from '../../transport/types.ts';

export interface RelayHooks {
  /** A document before it is written to a URL: another, several, or none, which counts as taken. */
  outgoing?(envelope: SspEnvelope, url: string): readonly SspEnvelope[];
  /** The POST that carries a document. */
  post?(request: HttpRequestBytes): HttpRequestBytes;
  /** A document of another server before it is looked at; null: it is not served. */
  incoming?(envelope: SspEnvelope): SspEnvelope | null;
  /** Takes a POST of another server. */
  handle?(request: ServerRequest, standard: Handle): ServerResponse | Promise<ServerResponse>;
  /** Does a digest prove that the other server got a secret? `wanted` is the digest of that secret. */
  proves?(digest: string, wanted: string): boolean;
  /** Does a request name users of another domain than that of its session? */
  foreign?(request: SspPrimitive, domain: string, standard: boolean): boolean;
  /** The answer to a request that the domain may make. */
  answer?(request: SspPrimitive, domain: string, standard: () => SspPrimitive | undefined): SspPrimitive | undefined;
}

export type Handle = (request: ServerRequest) => ServerResponse | Promise<ServerResponse>;

/** Two sets of hooks as one; the second sees what the first left. */
export function combineRelayHooks(first: RelayHooks, second: RelayHooks): RelayHooks {
  return {
    outgoing(envelope, url) {
      const left = first.outgoing?.(envelope, url) ?? [envelope];
      return left.flatMap((one) => second.outgoing?.(one, url) ?? [one]);
    },
    post: (request) => {
      const left = first.post?.(request) ?? request;
      return second.post?.(left) ?? left;
    },
    incoming(envelope) {
      const left = first.incoming === undefined ? envelope : first.incoming(envelope);
      return left === null || second.incoming === undefined ? left : second.incoming(left);
    },
    handle(request, standard) {
      const inner: Handle = (r) => (first.handle === undefined ? standard(r) : first.handle(r, standard));
      return second.handle === undefined ? inner(request) : second.handle(request, inner);
    },
    proves: (digest, wanted) => second.proves?.(digest, wanted) ?? first.proves?.(digest, wanted) ?? digest === wanted,
    foreign(request, domain, standard) {
      const left = first.foreign?.(request, domain, standard) ?? standard;
      return second.foreign?.(request, domain, left) ?? left;
    },
    answer(request, domain, standard) {
      const inner = () => (first.answer === undefined ? standard() : first.answer(request, domain, standard));
      return second.answer === undefined ? inner() : second.answer(request, domain, inner);
    },
  };
}
