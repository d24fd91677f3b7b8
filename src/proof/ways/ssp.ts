/** The ways in which a server goes wrong towards other servers. */
import {
  isSsp,
  isStep,
  type SspEnvelope,
  type SspMode,
  type SspPrimitive,
  type SspPrimitiveName,
  type SspSetupEnvelope,
  type SspStep,
  type SspStepName,
  type SspTransaction,
  sealSsp,
} from '../../protocol/ssp/envelope.ts';
import { writeSsp } from '../../protocol/ssp/write.ts';
import { combineRelayHooks, type RelayHooks } from '../../server/relay/hooks.ts';
import { defaultDialect } from '../../transport/ssp/dialects.ts';
import type { Change } from '../types.ts';

/** Adds hooks of the relay to those already there. `make` is called for each server, so what they remember belongs to one. */
export function relay(make: () => RelayHooks): Change {
  return (options) => {
    if (options.relay === undefined) return options;
    const { hooks: before } = options.relay;
    const added = make();
    return {
      ...options,
      relay: { ...options.relay, hooks: before === undefined ? added : combineRelayHooks(before, added) },
    };
  };
}

/** Changes every document before it is written. */
export function editsDocuments(edit: (envelope: SspEnvelope) => SspEnvelope | null): Change {
  return relay(() => ({ outgoing: (envelope) => [edit(envelope) ?? []].flat() }));
}

/** Changes every step of a name, in one mode or both. */
export function editsSteps(
  name: SspStepName,
  edit: (envelope: SspSetupEnvelope, value: object) => SspSetupEnvelope | null,
  mode?: SspMode,
): Change {
  return editsDocuments((envelope) => {
    if (envelope.kind !== 'setup' || !isStep(envelope.step, name)) return envelope;
    return mode !== undefined && envelope.mode !== mode ? envelope : edit(envelope, envelope.step.value);
  });
}

/** Changes parts of a step; undefined leaves one out. */
export function editsParts(name: SspStepName, parts: (value: object) => object, mode?: SspMode): Change {
  return editsSteps(name, (envelope, value) => ({ ...envelope, step: made<SspStep>(name, value, parts(value)) }), mode);
}

/** Changes every transaction before it is written; null leaves it out. */
export function editsTransactions(edit: (transaction: SspTransaction) => SspTransaction | null): Change {
  return editsDocuments((envelope) => {
    if (envelope.kind !== 'session') return envelope;
    const transactions = envelope.transactions.flatMap((one) => edit(one) ?? []);
    return transactions.length === 0 ? null : { ...envelope, transactions };
  });
}

/** Changes parts of a primitive that is sent; undefined leaves one out. */
export function editsPrimitive(name: SspPrimitiveName, parts: (value: object) => object): Change {
  return editsTransactions((transaction) => {
    const { primitive } = transaction;
    if (!isSsp(primitive, name)) return transaction;
    return { ...transaction, primitive: made<SspPrimitive>(name, primitive.value, parts(primitive.value)) };
  });
}

/** Changes the octets of every document. */
export function editsOctets(edit: (text: string) => string): Change {
  return relay(() => ({
    post: (request) => ({ ...request, body: new TextEncoder().encode(edit(new TextDecoder().decode(request.body))) }),
  }));
}

/** Replaces documents of other servers before they are looked at; null: not served. */
export function mistakes(read: (envelope: SspEnvelope) => SspEnvelope | null): Change {
  return relay(() => ({ incoming: read }));
}

/** Takes parts of a primitive of other servers for others; undefined leaves one out. */
export function mistakesPrimitive(name: SspPrimitiveName, parts: (value: object) => object): Change {
  return mistakes((envelope) => {
    if (envelope.kind !== 'session') return envelope;
    const transactions = envelope.transactions.map((one): SspTransaction => {
      const { primitive } = one;
      if (!isSsp(primitive, name)) return one;
      return { ...one, primitive: made<SspPrimitive>(name, primitive.value, parts(primitive.value)) };
    });
    return { ...envelope, transactions };
  });
}

/** Mistakes one code for another in every Status that it answers with. */
export function mistakesStatus(from: number, to: number): Change {
  return editsTransactions((transaction) => {
    const { primitive, mode } = transaction;
    if (mode !== 'Response' || primitive === undefined) return transaction;
    const text = JSON.stringify(primitive.value).replaceAll(`"code":${from}`, `"code":${to}`);
    return { ...transaction, primitive: made<SspPrimitive>(primitive.name, JSON.parse(text), {}) };
  });
}

/** Never sends a primitive: it counts as sent. */
export function keepsBack(name: SspPrimitiveName): Change {
  return editsTransactions((transaction) => (transaction.primitive?.name === name ? null : transaction));
}

/** Answers a request in another way. */
export function answersOtherwise(
  name: SspPrimitiveName,
  answer: (request: SspPrimitive, standard: () => SspPrimitive | undefined) => SspPrimitive | undefined,
): Change {
  return relay(() => ({
    answer: (request, _, standard) => (request.name === name ? answer(request, standard) : standard()),
  }));
}

type SetupWith = SspSetupEnvelope & { readonly step: SspStep };

/** A document as a step of that name, of one mode or both; undefined for any other. */
export function setupStep(envelope: SspEnvelope, name: SspStepName, mode?: SspMode): SetupWith | undefined {
  if (envelope.kind !== 'setup' || envelope.step?.name !== name) return undefined;
  return mode !== undefined && envelope.mode !== mode ? undefined : { ...envelope, step: envelope.step };
}

/** Parts that faults look at. */
export interface StepParts {
  readonly serviceID?: string;
  readonly sessionID?: string;
  readonly SecretToken?: { readonly value: string };
  readonly PasswordDigest?: { readonly value: string };
}

export function partsIn(envelope: SspSetupEnvelope | undefined): StepParts {
  const value: object = envelope?.step?.value ?? {};
  return value;
}

/** The step with other parts; undefined leaves one out. */
export function withParts(envelope: SspSetupEnvelope, parts: object): SspSetupEnvelope {
  const { step } = envelope;
  return step === undefined ? envelope : { ...envelope, step: made<SspStep>(step.name, step.value, parts) };
}

export function digestPart(value: string): { PasswordDigest: { encoding: 'base64'; value: string } } {
  return { PasswordDigest: { encoding: 'base64', value } };
}

/** The secret that the server sent last. */
export function ownSecret(): { outgoing: (envelope: SspEnvelope) => readonly SspEnvelope[]; last: () => string } {
  let secret = '';
  return {
    outgoing(envelope) {
      const { SecretToken } = partsIn(setupStep(envelope, 'SendSecretToken'));
      secret = SecretToken?.value ?? secret;
      return [envelope];
    },
    last: () => secret,
  };
}

/** Sends what fits in the answer to the POST that caused it, and in no POST of its own. */
export function inHttpAnswer(fits: (envelope: SspEnvelope) => boolean): Change {
  return relay(() => {
    let held: SspEnvelope | undefined;
    return {
      outgoing(envelope, url) {
        if (url === '' || !fits(envelope)) return [envelope];
        held = envelope;
        return [];
      },
      async handle(request, standard) {
        const response = await standard(request);
        // what is done after the answer is done before it
        await new Promise((resolve) => setImmediate(resolve));
        const body = held;
        held = undefined;
        if (body === undefined) return response;
        const { contentType } = defaultDialect().transport;
        const octets = writeSsp(sealSsp(body), defaultDialect());
        return { status: 200, headers: [['Content-Type', contentType.value]], body: octets };
      },
    };
  });
}

/** Keeps requests that came without a session, and carries them out when there is one. */
export function keepsEarlyTraffic(): Change {
  return relay(() => {
    let open = false;
    let early: Extract<SspEnvelope, { kind: 'session' }>['transactions'] = [];
    return {
      outgoing(envelope) {
        open ||= setupStep(envelope, 'LoginResponse', 'Response') !== undefined;
        return [envelope];
      },
      incoming(envelope) {
        if (envelope.kind === 'setup') {
          if (setupStep(envelope, 'SendSecretToken', 'Request') !== undefined) open = false;
          return envelope;
        }
        if (!open) {
          early = [...early, ...envelope.transactions];
          return null;
        }
        const transactions = [...early, ...envelope.transactions];
        open = !transactions.some(({ primitive }) => primitive?.name === 'LogoutRequest');
        early = [];
        return { ...envelope, transactions };
      },
    };
  });
}

/** A step or primitive with other parts, whether the models allow them or not. */
function made<T>(name: string, value: object, parts: object): T {
  // plain data; what is undefined goes
  return JSON.parse(JSON.stringify({ name, value: { ...value, ...parts } }));
}
