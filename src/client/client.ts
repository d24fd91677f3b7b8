/** The simulated CSP client: see `docs/client.md` for what it is good for. */

import type { Draft } from '../protocol/messages/any-version.ts';
import type { PrimitiveName } from '../protocol/messages/envelope.ts';
import { is, primitive } from '../protocol/messages/envelope.ts';
import type { Value } from '../protocol/messages/infer.ts';
import { createHttpClient } from '../transport/http/client.ts';
import { createTap } from '../transport/tap.ts';
import type { Answer } from './answers.ts';
import { createCalls } from './calls.ts';
import { createCore } from './core.ts';
import { discoverVersions } from './discovery.ts';
import { AnswerError } from './errors.ts';
import { type LoginContext, login } from './login.ts';
import { negotiateCapabilities, negotiateServices } from './negotiation.ts';
import { backgroundPolling, drain, finalAnswer, poll, waitFor } from './polling.ts';
import { wholeAnswer } from './segments.ts';
import type { SendOptions } from './send-options.ts';
import type { LoginOptions, LoginOutcome, OpenOptions } from './session-outcomes.ts';
import type { Client, ClientOptions } from './types.ts';

/** A client that is not logged in yet. Nothing is sent before it is told to. */
export function createClient(options: ClientOptions): Client {
  const party = options.party ?? 'client';
  const ownTransport = options.transport === undefined;
  const transport =
    options.transport ??
    createHttpClient({
      tap: options.tap ?? createTap(),
      ...(options.timers !== undefined && { timers: options.timers }),
    });
  const core = createCore(options, transport);
  const clientId: Value<'ClientID'> = options.clientId ?? {
    URL: `http://imps-conformance.invalid/${encodeURIComponent(party)}`,
  };
  const secrets = new Set<string>();
  const background = backgroundPolling(core);
  const calls = createCalls(core);

  async function request<N extends PrimitiveName>(
    name: N,
    value: Draft<N> | Value<N>,
    send: SendOptions = {},
  ): Promise<Answer> {
    const { asked, close } = await core.ask([primitive(name, value)], send);
    try {
      return await finalAnswer(core, asked[0]?.answers ?? []);
    } finally {
      close();
    }
  }

  const loginContext: LoginContext = {
    core,
    clientId,
    secrets,
    request: (value, send) => request('Login-Request', value, send),
  };

  async function open(given: OpenOptions = {}): Promise<LoginOutcome> {
    const { capabilityList, services, ...rest } = given;
    const outcome = await login(loginContext, rest satisfies LoginOptions);
    outcome.answer.orThrow();
    if (!outcome.success) {
      throw new AnswerError(
        'refused',
        `the login of ${party} opened no session`,
        outcome.answer.exchange,
        outcome.code,
      );
    }
    // What was settled inside the login (1.3) is not asked for again.
    const settled = core.session.capabilities !== undefined || outcome.capabilityRequest === false;
    if (capabilityList !== false && (capabilityList !== undefined || !settled)) {
      demand(await client.negotiateCapabilities(capabilityList), 'capability negotiation');
    }
    if (services !== false && (services !== undefined || given.functions === undefined)) {
      demand(await client.negotiateServices(services), 'service negotiation');
    }
    return outcome;
  }

  function demand(outcome: { readonly success: boolean; readonly answer: Answer }, what: string): void {
    outcome.answer.orThrow();
    if (outcome.success) return;
    const { answer } = outcome;
    throw new AnswerError(
      'unexpected-primitive',
      `${what} was answered by ${answer.primitive.name}`,
      answer.exchange,
      answer.code,
    );
  }

  const client: Client = {
    party,
    version: options.version,
    syntax: options.syntax,
    url: options.url,
    userId: options.userId,
    clientId,
    tap: transport.tap,
    transport,
    session: core.session,
    inbox: core.inbox,
    secrets,

    request,
    async requests(items, send = {}) {
      const primitives = items.map(([name, value]) => primitive<PrimitiveName>(name, value));
      const { asked, close } = await core.ask(primitives, send);
      try {
        const answers: Answer[] = [];
        for (const { answers: came } of asked) answers.push(await finalAnswer(core, came));
        return answers;
      } finally {
        close();
      }
    },
    whole: (answer, send) => wholeAnswer((value, o) => request('GetSegment-Request', value, o), answer, send),
    send: (transactions, send = {}) => core.send(transactions, send),
    sendDocument: (document, send = {}) => core.sendDocument(document, send),
    sendRaw: (body, raw = {}) => core.sendRaw(body, raw),
    freshId: core.freshId,

    login: (given) => login(loginContext, given),
    open,
    async logout(send = {}) {
      if (send.sessionId === undefined) await calls.stop();
      const answer = await request('Logout-Request', {}, send);
      if (send.sessionId === undefined) core.finish();
      return answer;
    },
    async keepAlive(timeToLive, send) {
      const answer = await request(
        'KeepAlive-Request',
        timeToLive === undefined ? {} : { TimeToLive: timeToLive },
        send,
      );
      if (is(answer.primitive, 'KeepAlive-Response') && answer.code === 200) {
        core.session.keepAliveTime = answer.primitive.value.KeepAliveTime ?? timeToLive ?? core.session.keepAliveTime;
      }
      return answer;
    },
    negotiateCapabilities: (list, send) =>
      negotiateCapabilities(core, clientId, (value, o) => request('ClientCapability-Request', value, o), list, send),
    negotiateServices: (services, send) =>
      negotiateServices(core, clientId, (value, o) => request('Service-Request', value, o), services, send),
    getSPInfo: (send) => request('GetSPInfo-Request', { ClientID: clientId }, send),
    discoverVersions: (given) => discoverVersions(core, given),

    poll: (send) => poll(core, send),
    drain: () => drain(core),
    waitFor: (name, wait) => waitFor(core, name, wait),
    startPolling: (given) => background.start(given?.intervalMs),
    stopPolling: () => background.stop(),
    nudge: () => core.nudge(),
    calls,

    respond(name, responder) {
      if (responder === undefined) core.responders.delete(name);
      else core.responders.set(name, responder);
    },

    async close() {
      try {
        await Promise.all([background.stop(), calls.stop()]);
      } finally {
        transport.close(ownTransport ? undefined : party);
      }
    },
  };
  return client;
}
