/** Documents to other servers, and from them, as octets. */
import type { Dialect } from '../../protocol/ssp/dialect.ts';
import { type SspEnvelope, sealSsp, unsealSsp } from '../../protocol/ssp/envelope.ts';
import { readSsp } from '../../protocol/ssp/read.ts';
import type { SspVersion } from '../../protocol/ssp/types.ts';
import { writeSsp } from '../../protocol/ssp/write.ts';
import { createHttpClient, type HttpClient } from '../../transport/http/client.ts';
import type { ServerRequest, ServerResponse } from '../../transport/http/server.ts';
import type { Tap } from '../../transport/types.ts';
import type { RelayHooks } from './hooks.ts';

/** The fate of a document: acknowledged; refused, as by a server that knows nothing of it; or not taken for now. */
export type Posted = 'taken' | 'refused' | 'later';

export interface RelayWire {
  post(url: string, envelope: SspEnvelope): Promise<Posted>;
  /** Reads what came and hands it on: `serve` says whether it is served, and what happens after the acknowledgement. */
  handle(request: ServerRequest): Promise<ServerResponse>;
  close(): void;
}

/**
 * The work once a document has been acknowledged, or, `inResponse`, before: then the answer is given back, to be the
 * acknowledgement. Undefined for a document that is not served.
 */
export type Served = ((inResponse: boolean) => SspEnvelope | undefined) | undefined;

/** A server keeps no transcript. */
const forgetful: Tap = {
  exchanges: [],
  now: () => performance.now(),
  nextNumber: () => 1,
  record() {},
  onExchange() {},
};

const SILENCE: ServerResponse = { status: 200, raw: new Uint8Array(), close: true };

export function createRelayWire(
  dialect: Dialect,
  version: SspVersion,
  serveStandard: (envelope: SspEnvelope, valid: boolean) => Served,
  hooks: RelayHooks = {},
  http: Pick<HttpClient, 'exchange' | 'close'> = createHttpClient({ tap: forgetful }),
): RelayWire {
  const inResponse = dialect.answers.carriedBy.value === 'http-response';
  const headers = [['Content-Type', dialect.transport.contentType.value]] as const;

  function serve(envelope: SspEnvelope, valid: boolean): Served {
    const left = hooks.incoming === undefined ? envelope : hooks.incoming(envelope);
    return left === null ? undefined : serveStandard(left, valid);
  }

  function take(body: Uint8Array): { envelope: SspEnvelope | undefined; valid: boolean; wellFormed: boolean } {
    const read = readSsp(body, dialect, { assume: version });
    const wellFormed = read.findings.every(
      ({ kind, message }) => kind !== 'not-well-formed' || message.startsWith('an ampersand'),
    );
    return { envelope: unsealSsp(read), valid: read.valid, wellFormed };
  }

  async function postOne(url: string, envelope: SspEnvelope): Promise<Posted> {
    const request = { method: 'POST', url, headers, body: writeSsp(sealSsp(envelope), dialect) };
    const { response, failure } = await http.exchange(hooks.post?.(request) ?? request, { party: 'relay' });
    if (response === undefined) return failure?.cause === 'closed' ? 'refused' : 'later';
    if (response.status >= 500) return 'later';
    if (response.status < 200 || response.status > 299) return 'refused';
    if (response.body.length > 0 && (inResponse || dialect.answers.acceptBoth)) {
      const { envelope: answer, valid } = take(response.body);
      if (answer !== undefined) serve(answer, valid)?.(false);
    }
    return 'taken';
  }

  function handle(request: ServerRequest): ServerResponse {
    const { envelope, valid, wellFormed } = take(request.body);
    if (envelope === undefined || !wellFormed) return { status: 400 };
    const next = serve(envelope, valid);
    if (next === undefined) return dialect.setup.refusal.value === 'http' ? { status: 400 } : SILENCE;
    if (!inResponse) {
      setImmediate(next, false);
      return { status: 200 };
    }
    const standard = next(true);
    const [answer] = standard === undefined ? [] : (hooks.outgoing?.(standard, '') ?? [standard]);
    return answer === undefined ? { status: 200 } : { status: 200, headers, body: writeSsp(sealSsp(answer), dialect) };
  }

  return {
    async post(url, standard) {
      let posted: Posted = 'taken';
      for (const envelope of hooks.outgoing?.(standard, url) ?? [standard]) posted = await postOne(url, envelope);
      return posted;
    },
    handle: async (request) => (hooks.handle === undefined ? handle(request) : hooks.handle(request, handle)),
    close: () => http.close(),
  };
}
