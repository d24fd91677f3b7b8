/** The messages between servers as monitors and reports look at them: each document read once, in the dialect of the run. */
import type { Dialect } from '../../protocol/ssp/dialect.ts';
import { type SspEnvelope, unsealSsp } from '../../protocol/ssp/envelope.ts';
import { readSsp } from '../../protocol/ssp/read.ts';
import type { SspReadResult } from '../../protocol/ssp/types.ts';
import type { Version } from '../../protocol/version.ts';
import { defaultDialect } from '../../transport/ssp/dialects.ts';
import type { Exchange } from '../../transport/types.ts';

export interface SspMessage {
  readonly read: SspReadResult;
  readonly envelope: SspEnvelope | undefined;
}

export interface SspObserved {
  readonly request: SspMessage | undefined;
  readonly response: SspMessage | undefined;
}

/** Reads both sides of an exchange between servers. An empty side is none. */
export function observeSsp(
  { request, response }: Exchange,
  version: Version,
  dialect: Dialect = defaultDialect(),
  onFault: (error: unknown) => void,
): SspObserved {
  const assume = version === '1.1' ? '1.2' : version;
  const side = (body: Uint8Array | undefined): SspMessage | undefined => {
    if (body === undefined || body.length === 0) return undefined;
    try {
      const read = readSsp(body, dialect, { assume });
      return { read, envelope: unsealSsp(read) };
    } catch (error) {
      onFault(error);
      return undefined;
    }
  };
  return { request: side(request.body), response: side(response?.body) };
}

/** The steps or primitives of a document, for lists; an unknown one by the name it was written with. */
export function namesOfSsp({ envelope }: SspMessage): readonly string[] {
  if (envelope === undefined) return [];
  if (envelope.kind === 'setup') return [envelope.step?.name ?? envelope.unknown ?? 'SetupTransaction'];
  return envelope.transactions.map(({ primitive, unknown }) => primitive?.name ?? unknown ?? 'Transaction');
}

/** The document of an exchange that the implementation wrote. */
export function documentOf(exchange: Exchange, observed: SspObserved): SspMessage | undefined {
  return exchange.ssp === 'received' ? observed.request : observed.response;
}
