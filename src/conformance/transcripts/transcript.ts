/** Transcripts: every octet of a scenario, secrets overwritten, with the step that caused it and what monitors found. */

import type { Inputs, Transcript, TranscriptEntry } from '../../results/results.ts';
import { type Redactor, redactor } from '../../transport/redact.ts';
import type { Exchange, Header, TransportCause } from '../../transport/types.ts';
import { namesOfSsp, type SspMessage } from '../monitors/ssp-stream.ts';
import type { Message, Observed } from '../monitors/stream.ts';
import type { ScenarioOutcome } from '../verdicts/scenario-outcome.ts';
import type { Ran } from '../verdicts/words.ts';

/** The text of a finding, at most. */
const LONGEST_MESSAGE = 300;
/** Findings kept of one message: a thousand of one kind say no more than some. */
const MOST_FINDINGS = 20;

/**
 * Limit of the transcripts of a run together. Every octet is kept as long as there is room; a server that answers
 * megabytes to everything must not make the results too large to be written or read. Then bodies are cut.
 */
export interface Room {
  left: number;
}
/** Octets of the bodies of a run that are kept whole. An ordinary run of everything has some tens of millions. */
const ROOM = 128 * 1024 * 1024;
/** The part of a body that is kept when there is no room left. */
const BEGINNING = 4096;

export function newRoom(octets = ROOM): Room {
  return { left: octets };
}

export interface TranscriptInput {
  readonly key: string;
  readonly outcome: ScenarioOutcome;
  readonly observed: readonly Observed[];
  readonly verdict: Ran;
  readonly redactor: Redactor;
  readonly room: Room;
}

/**
 * Redactors for the scenarios of a run. What the IXIT keeps secret is prepared once; what the clients of a scenario came
 * to know besides, digests for instance, is covered in a second pass.
 */
export function redactors(
  secrets: readonly string[],
  secretHeaders: readonly string[] = [],
): (outcome: Pick<ScenarioOutcome, 'secrets'>) => Redactor {
  const common = redactor(secrets, secretHeaders);
  const known = new Set(secrets);
  return (outcome) => {
    const further = outcome.secrets.filter((secret) => !known.has(secret));
    if (further.length === 0) return common;
    const own = redactor(further);
    return {
      octets: (octets) => own.octets(common.octets(octets)),
      text: (text) => own.text(common.text(text)),
      headers: (headers) => own.headers(common.headers(headers)),
      exchange: (exchange) => own.exchange(common.exchange(exchange)),
    };
  };
}

export function makeTranscript(input: TranscriptInput): Transcript {
  const { key, outcome, observed, verdict, redactor: clean, room } = input;
  const { scheduled } = outcome;
  const { text } = clean;
  return {
    key,
    scenario: scheduled.source.id,
    feature: scheduled.source.feature,
    line: scheduled.source.line,
    configuration: scheduled.configuration.id,
    requirements: scheduled.requirements,
    verdict,
    steps: outcome.steps,
    entries: observed.map((o) => entryOf(o, outcome.stepOf.get(o.exchange.number), clean, room)),
    inputs: inputsOf(input),
    findings: observed.flatMap((one) => {
      const { side, findings } = ofImplementation(one);
      return findings.slice(0, MOST_FINDINGS).map((finding) => ({
        exchange: one.exchange.number,
        side,
        kind: finding.kind,
        severity: finding.severity,
        path: finding.path,
        message: text(finding.message).slice(0, LONGEST_MESSAGE),
        span: finding.span,
      }));
    }),
  };
}

function inputsOf({ outcome, redactor: { text } }: TranscriptInput): Inputs | undefined {
  const { readings, calls, away, ran } = outcome;
  if (ran === undefined) return undefined;
  const differences = (all: readonly number[]) => all.map((now, i) => (i === 0 ? now : now - (all[i - 1] ?? 0)));
  return {
    ...ran,
    accounts: ran.accounts.map(([user, octets]) => [text(user), octets] as const),
    readings: Object.fromEntries([...readings].map(([party, all]) => [party, differences(all)])),
    calls: calls.map(({ what, value, failed }) => ({
      what,
      value: value === undefined ? undefined : text(value),
      failed: failed === undefined ? undefined : text(failed),
    })),
    ...(away !== undefined && { away: { ...away, message: text(away.message) } }),
  };
}

export function entryOf(
  { exchange, request, response, ssp, deliberate }: Observed,
  step: number | undefined,
  redact: Redactor,
  room: Room,
): TranscriptEntry {
  const clean = redact.exchange(exchange);
  const answer = clean.response ?? clean.partial;
  return {
    number: exchange.number,
    party: exchange.party,
    step,
    sentAt: round(exchange.sentAt),
    answeredAt: exchange.answeredAt === undefined ? undefined : round(exchange.answeredAt),
    request: {
      line: `${clean.request.method} ${clean.request.url}`,
      headers: headersOf(clean.request.headers),
      ...kept(requestOctets(clean), room),
    },
    response:
      answer === undefined
        ? undefined
        : {
            status: answer.status,
            reason: answer.reason,
            headers: headersOf(answer.headers),
            ...kept(answer.body, room),
            ...(answer.untidy !== undefined && { untidy: answer.untidy }),
          },
    failure: clean.failure,
    connection: exchange.connection,
    ...(exchange.informational !== undefined && { informational: exchange.informational }),
    ...(exchange.lost === true && { lost: true }),
    ...(exchange.putOff === true && { putOff: true }),
    ...(exchange.ssp !== undefined && { ssp: exchange.ssp }),
    sent: namesIn(request, ssp?.request),
    received: namesIn(response, ssp?.response),
    ...(deliberate && { deliberate }),
  };
}

/**
 * The exchanges of a transcript, for whoever judges it again: monitors say of them what they said of the originals,
 * since redaction keeps every octet in its place.
 */
export function exchangesOf(transcript: Transcript): {
  readonly exchanges: readonly Exchange[];
  readonly deliberate: ReadonlySet<number>;
} {
  const exchanges = transcript.entries.map((entry): Exchange => {
    const [method = 'POST', url = ''] = entry.request.line.split(' ');
    const whole = entry.failure === undefined && entry.response !== undefined;
    const response = entry.response && { ...entry.response, body: octetsOf(entry.response.body) };
    return {
      number: entry.number,
      party: entry.party,
      bearer: 'http',
      request: { method, url, headers: entry.request.headers, body: octetsOf(entry.request.body) },
      response: whole ? response : undefined,
      failure:
        entry.failure === undefined
          ? undefined
          : {
              cause: causeOf(entry.failure.cause),
              message: entry.failure.message,
              ...(entry.failure.wait !== undefined && { wait: entry.failure.wait }),
              ...(entry.failure.bound !== undefined && { bound: entry.failure.bound }),
            },
      sentAt: entry.sentAt,
      answeredAt: entry.answeredAt,
      connection: entry.connection,
      ...(entry.informational !== undefined && { informational: entry.informational }),
      ...(entry.lost === true && { lost: true }),
      ...(entry.putOff === true && { putOff: true }),
      ...(entry.ssp !== undefined && { ssp: entry.ssp }),
      ...(!whole && response !== undefined && { partial: response }),
    };
  });
  return {
    exchanges,
    deliberate: new Set(transcript.entries.filter((e) => e.deliberate === true).map((e) => e.number)),
  };
}

const CAUSES: readonly TransportCause[] = ['refused', 'timeout', 'closed', 'not-http', 'too-large', 'tls'];
function causeOf(text: string): TransportCause {
  return CAUSES.find((cause) => cause === text) ?? 'closed';
}
function octetsOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

/** The message of the implementation in an exchange, with what the reader found in it. */
function ofImplementation({ response, ssp, exchange }: Observed) {
  if (ssp === undefined) return { side: 'response' as const, findings: response?.read.findings ?? [] };
  const side = exchange.ssp === 'received' ? ('request' as const) : ('response' as const);
  return { side, findings: ssp[side]?.read.findings ?? [] };
}

/** The primitives of a message, of one protocol or the other. */
function namesIn(csp: Message | undefined, ssp: SspMessage | undefined): readonly string[] {
  return ssp === undefined ? (csp?.envelope?.transactions.map((t) => t.primitive.name) ?? []) : namesOfSsp(ssp);
}

/** The body, or the whole request where it was written by hand. */
function requestOctets({ request }: Exchange): Uint8Array {
  return request.raw ?? request.body;
}
function headersOf(headers: readonly Header[]): readonly (readonly [string, string])[] {
  return headers.map(([name, value]) => [name, value] as const);
}
function kept(octets: Uint8Array, room: Room): { readonly body: string; readonly cutFrom?: number } {
  if (octets.length <= BEGINNING || octets.length <= room.left) {
    room.left -= octets.length;
    return { body: base64(octets) };
  }
  return { body: base64(octets.subarray(0, BEGINNING)), cutFrom: octets.length };
}
function base64(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('base64');
}
/** Microseconds are enough, and short. */
function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
