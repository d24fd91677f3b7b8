/** Ways to break the simulated client from outside, or to have it do something differently: its decisions, its messages, its octets. */

import type { HandsetOptions } from '../../handset/handset.ts';
import type { HandsetHooks, HandsetRules } from '../../handset/rules.ts';
import { type Envelope, type EnvelopeTransaction, primitive, seal, unseal } from '../../protocol/messages/envelope.ts';
import { read, syntaxOfContentType, write } from '../../protocol/syntax/index.ts';
import { header } from '../../transport/http/headers.ts';
import type { HttpRequestBytes, HttpResponseBytes } from '../../transport/types.ts';
import type { ClientChange, Defect } from '../types.ts';

/** A defect of the simulated client; the reference server stays as it is. */
export function ofClient({
  handset,
  ...defect
}: Omit<Defect, 'change' | 'handset'> & { handset: ClientChange }): Defect {
  return { ...defect, handset, change: (options) => options };
}

/** Other decisions. `make` is called for each client that is made, so that what it remembers is its own. */
export function decides(make: (usual: HandsetRules) => Partial<HandsetRules>): ClientChange {
  return (options) => ({
    ...options,
    rules: (usual) => {
      const before = options.rules?.(usual) ?? usual;
      return { ...before, ...make(before) };
    },
  });
}

function hooked(make: () => HandsetHooks): ClientChange {
  return (options: HandsetOptions) => ({ ...options, hooks: [...(options.hooks ?? []), make()] });
}

/** Changes requests as they leave; undefined: not sent at all. */
export function sends(
  change: (request: HttpRequestBytes, envelope: Envelope | undefined) => HttpRequestBytes | undefined,
): ClientChange {
  return hooked(() => ({ request: (request) => change(request, envelopeOf(request)) }));
}

/** Changes answers before the client reads them. */
export function reads(
  change: (response: HttpResponseBytes, request: Envelope | undefined) => HttpResponseBytes,
): ClientChange {
  return hooked(() => ({ response: (response, request) => change(response, envelopeOf(request)) }));
}

function syntaxOf({ headers }: Pick<HttpRequestBytes, 'headers'>) {
  return syntaxOfContentType(header(headers, 'Content-Type') ?? '') ?? 'xml';
}

export function envelopeOf(message: Pick<HttpRequestBytes, 'headers' | 'body'>): Envelope | undefined {
  const { document } = read(message.body, syntaxOf(message), { lenient: true });
  return document === undefined ? undefined : unseal(document);
}

/** A message with another content. */
export function rewritten<T extends Pick<HttpRequestBytes, 'headers' | 'body'>>(message: T, envelope: Envelope): T {
  return { ...message, body: write(seal(envelope), { syntax: syntaxOf(message) }) };
}

/** Changes the messages of the client, transaction by transaction. */
export function editsSent(
  make: () => (transaction: EnvelopeTransaction, envelope: Envelope) => EnvelopeTransaction | undefined,
): ClientChange {
  return hooked(() => {
    const edit = make();
    return {
      request(request) {
        const envelope = envelopeOf(request);
        if (envelope === undefined) return request;
        const transactions = envelope.transactions.flatMap((one) => edit(one, envelope) ?? []);
        if (transactions.length === 0) return undefined;
        const same = transactions.every((one, i) => one === envelope.transactions[i]);
        return same && transactions.length === envelope.transactions.length
          ? request
          : rewritten(request, { ...envelope, transactions });
      },
    };
  });
}

/** Changes the value of a primitive that the client sends; what is made undefined is left out. */
export function editsValue(
  name: string,
  edit: (value: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): ClientChange {
  return editsSent(() => (transaction) => {
    const { primitive } = transaction;
    if (primitive.name !== name) return transaction;
    const value = Object.fromEntries(
      Object.entries(edit(primitive.value as never)).filter(([, one]) => one !== undefined),
    );
    return { ...transaction, primitive: { ...primitive, value: value as never } };
  });
}

/** Several changes of one client. */
export function allOf(...changes: readonly ClientChange[]): ClientChange {
  return (options) => changes.reduce((made, change) => change(made), options);
}

/** Leaves transactions of a name unanswered. */
export function silentOn(name: string): ClientChange {
  return decides((usual) => ({ answerTo: (received) => (received.name === name ? null : usual.answerTo(received)) }));
}

/** Answers transactions of a name by Status with this code. */
export function answersWith(name: string, code: number): ClientChange {
  const answer = primitive('Status', { Result: { Code: code } });
  return decides((usual) => ({ answerTo: (received) => (received.name === name ? answer : usual.answerTo(received)) }));
}

/** Once a function was refused nothing leaves the client any more. */
export function hangsOnRefusedFunctions(): ClientChange {
  return hooked(() => {
    let hangs = false;
    return {
      request: (request) => (hangs ? undefined : request),
      response(response) {
        const answer = envelopeOf(response)?.transactions.find((one) => one.primitive.name === 'Service-Response');
        const { Functions } = (answer?.primitive.value ?? {}) as { readonly Functions?: unknown };
        if (Functions !== undefined) hangs = true;
        return response;
      },
    };
  });
}

/** Sends a login again when nothing came back. */
export function repeatsLostLogin(): ClientChange {
  return (options) => ({ ...options, repeatsLost: true });
}
