/**
 * The envelope of SSP, flat: a step of the set-up, or the transactions of a session. `sealSsp` makes a document of an
 * envelope, `unsealSsp` the reverse.
 */
import type { SspElements, SspVersion } from '../elements/ssp/index.ts';
import type { SspDocument, SspReadResult, SspValue } from './types.ts';

type NamesOf<E extends 'Transaction' | 'SetupTransaction'> = SspElements[E]['forms'][0]['model']['names'][number];

/** The primitives that travel in a session. */
export type SspPrimitiveName = NamesOf<'Transaction'>;
/** The steps of the set-up; Status refuses one. */
export type SspStepName = NamesOf<'SetupTransaction'>;

export interface SspPrimitive<N extends SspPrimitiveName = SspPrimitiveName> {
  readonly name: N;
  readonly value: SspValue<N>;
}
export interface SspStep<N extends SspStepName = SspStepName> {
  readonly name: N;
  readonly value: SspValue<N>;
}

/** A primitive, checked against the content model of any version. */
export function sspPrimitive<N extends SspPrimitiveName>(name: N, value: SspValue<N>): SspPrimitive<N> {
  return { name, value };
}

/** A step of the set-up, checked likewise. */
export function sspStep<N extends SspStepName>(name: N, value: SspValue<N>): SspStep<N> {
  return { name, value };
}

/** Narrows a primitive to one name. */
export function isSsp<N extends SspPrimitiveName>(p: SspPrimitive | undefined, name: N): p is SspPrimitive<N> {
  return p?.name === name;
}

/** Narrows a step to one name. */
export function isStep<N extends SspStepName>(s: SspStep | undefined, name: N): s is SspStep<N> {
  return s?.name === name;
}

export type SspMode = 'Request' | 'Response';

export interface SspTransaction {
  readonly mode: SspMode;
  /** Undefined where the attribute is missing: such a transaction is not carried out. */
  readonly id: string | undefined;
  /** Undefined where there is none, or one that nobody knows. */
  readonly primitive: SspPrimitive | undefined;
  /** The name of an element that is no primitive, where one stands in its place. */
  readonly unknown?: string | undefined;
}

export interface SspSetupEnvelope {
  readonly kind: 'setup';
  readonly version: SspVersion;
  readonly mode: SspMode;
  readonly id: string | undefined;
  readonly step: SspStep | undefined;
  readonly unknown?: string | undefined;
}

export interface SspSessionEnvelope {
  readonly kind: 'session';
  readonly version: SspVersion;
  /** A half of the pair, as it was written; undefined where the attribute is missing. */
  readonly sessionId: string | undefined;
  readonly transactions: readonly SspTransaction[];
}

export type SspEnvelope = SspSetupEnvelope | SspSessionEnvelope;

interface LooseTransaction {
  readonly mode?: SspMode;
  readonly transactionID?: string;
}
interface LooseMessage {
  readonly SetupTransaction?: LooseTransaction;
  readonly Session?: { readonly sessionID?: string; readonly Transaction?: readonly LooseTransaction[] };
}

/**
 * The envelope of what was read; undefined where there is neither set-up nor session. Tolerant of what a reader lets
 * through: a missing mode reads as Request.
 */
export function unsealSsp({ document, unknown }: Pick<SspReadResult, 'document' | 'unknown'>): SspEnvelope | undefined {
  if (document === undefined) return undefined;
  const { version } = document;
  const { SetupTransaction: setup, Session: session } = document.content as LooseMessage;
  if (setup !== undefined) {
    const { mode = 'Request', transactionID: id } = setup;
    return {
      kind: 'setup',
      version,
      mode,
      id,
      step: contentOf(setup) as SspStep | undefined,
      unknown: unknown.get(setup),
    };
  }
  if (session === undefined) return undefined;
  const transactions = (session.Transaction ?? []).map(
    (transaction): SspTransaction => ({
      mode: transaction.mode ?? 'Request',
      id: transaction.transactionID,
      primitive: contentOf(transaction) as SspPrimitive | undefined,
      unknown: unknown.get(transaction),
    }),
  );
  return { kind: 'session', version, sessionId: session.sessionID, transactions };
}

/** The one child beside the attributes. */
function contentOf(transaction: object): { name: string; value: unknown } | undefined {
  const found = Object.entries(transaction).find(([key]) => key !== 'mode' && key !== 'transactionID');
  return found === undefined ? undefined : { name: found[0], value: found[1] };
}

/** The document of an envelope. What is undefined is left out. */
export function sealSsp(envelope: SspEnvelope): SspDocument {
  const message: LooseMessage =
    envelope.kind === 'setup'
      ? { SetupTransaction: transactionOf(envelope.mode, envelope.id, envelope.step) }
      : {
          Session: {
            ...(envelope.sessionId === undefined ? {} : { sessionID: envelope.sessionId }),
            Transaction: envelope.transactions.map(({ mode, id, primitive }) => transactionOf(mode, id, primitive)),
          },
        };
  return { version: envelope.version, content: message } as unknown as SspDocument;
}

function transactionOf(
  mode: SspMode,
  id: string | undefined,
  content: SspPrimitive | SspStep | undefined,
): LooseTransaction {
  return {
    mode,
    ...(id === undefined ? {} : { transactionID: id }),
    ...(content === undefined ? {} : { [content.name]: content.value }),
  };
}
