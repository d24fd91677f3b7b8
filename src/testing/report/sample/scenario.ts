/** Recording of the sample's scenarios: steps and exchanges, as a run would keep them. */
import type { Configuration, StepResult, Transcript, TranscriptEntry } from '../../../results/results.ts';
import { message, type Tree, type Written, writeWbxml, writeXml } from './wire.ts';

export interface Recorder {
  /** Begins a step; the exchanges that follow belong to it. */
  step(keyword: string, text: string, verdict?: StepResult['verdict']): void;
  /** Sends a primitive for a party and keeps the answer; gives the number of the exchange. */
  exchange(party: string, request: Tree, answer: Tree | 'nothing' | 'silence', options?: ExchangeOptions): number;
  written(exchange: number, side: 'request' | 'response'): Written | undefined;
  transcript(rest: Pick<Transcript, 'key' | 'scenario' | 'requirements' | 'verdict'>): Transcript;
}

export interface ExchangeOptions {
  /** The answer opens a transaction of the server's: a primitive that waited for a poll. */
  readonly fromServer?: boolean;
  readonly outband?: boolean;
  readonly poll?: boolean;
  /** Milliseconds until the answer. */
  readonly takes?: number;
}

export function recorder(configuration: Configuration): Recorder {
  const { version, syntax } = configuration;
  const write = (tree: Tree): Written => (syntax === 'xml' ? writeXml(tree, version) : writeWbxml(tree, version));
  const mediaType = `application/vnd.wv.csp${version === '1.3' ? '+' : '.'}${syntax}`;
  const steps: { keyword: string; text: string; verdict: StepResult['verdict']; from: number; exchanges: number[] }[] =
    [];
  const entries: TranscriptEntry[] = [];
  const kept = new Map<string, Written>();
  let clock = 0.4;
  let transactions = 0;

  const keep = (exchange: number, side: 'request' | 'response', tree: Tree): string => {
    const written = write(tree);
    kept.set(`${exchange} ${side}`, written);
    return base64(written.body);
  };

  return {
    step(keyword, text, verdict = 'pass') {
      steps.push({ keyword, text, verdict, from: clock, exchanges: [] });
    },
    exchange(party, request, answer, options = {}) {
      const number = entries.length + 1;
      const session = options.outband === true ? undefined : `s-${party}-7c1`;
      const polling = request[0] === 'Polling-Request';
      const transaction = polling ? undefined : `${party}-${++transactions}`;
      const sentAt = clock;
      const takes = options.takes ?? 3 + ((number * 7) % 5);
      clock += takes;
      const body = keep(number, 'request', message('Request', transaction, session, request));
      const headers: (readonly [string, string])[] = [
        ['Content-Type', mediaType],
        ['Content-Length', lengthOf(body)],
        ['Host', '127.0.0.1:8080'],
      ];
      const base = { number, party, step: steps.length, sentAt };
      const sent = { line: 'POST /imps HTTP/1.1', headers, body };
      if (answer === 'silence') {
        const failure = { cause: 'timeout', message: `no answer within ${takes} ms (timers.response)` };
        entries.push({
          ...base,
          answeredAt: undefined,
          request: sent,
          response: undefined,
          failure,
          sent: [request[0]],
          received: [],
        });
      } else {
        const empty = answer === 'nothing';
        const mode = options.fromServer === true ? 'Request' : 'Response';
        const id = options.fromServer === true ? `srv-${2200 + number}` : transaction;
        const reply = empty ? '' : keep(number, 'response', message(mode, id, session, answer, options.poll ?? false));
        const answered: (readonly [string, string])[] = [
          ...(empty ? [] : [['Content-Type', mediaType] as const]),
          ['Content-Length', lengthOf(reply)],
          ['Server', 'Meridian/4.2.1'],
        ];
        entries.push({
          ...base,
          answeredAt: clock,
          request: sent,
          response: { status: 200, reason: 'OK', headers: answered, body: reply },
          failure: undefined,
          sent: [request[0]],
          received: empty ? [] : [answer[0]],
        });
      }
      steps.at(-1)?.exchanges.push(number);
      clock += 0.6;
      return number;
    },
    written: (exchange, side) => kept.get(`${exchange} ${side}`),
    transcript(rest) {
      return {
        ...rest,
        feature: rest.scenario.split(':')[0] ?? '',
        line: Number(/:(\d+)/.exec(rest.scenario)?.[1] ?? 0),
        configuration: configuration.id,
        steps: steps.map((step, i) => ({
          keyword: step.keyword,
          text: step.text,
          verdict: step.verdict,
          durationMs: step.verdict === 'not-run' ? 0 : (steps[i + 1]?.from ?? clock) - step.from,
          exchanges: step.exchanges,
        })),
        entries,
        findings: [],
      };
    },
  };
}

function base64(octets: Uint8Array): string {
  return btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(''));
}

function lengthOf(text: string): string {
  return String(atob(text).length);
}

export const user = (name: string) => `wv:${name}@imps.example`;

export function login(r: Recorder, name: string): void {
  r.exchange(
    name,
    [
      'Login-Request',
      ['UserID', user(name)],
      ['ClientID', ['URL', `http://client.example/${name}`]],
      ['Password', '[redacted]'],
      ['TimeToLive', 600],
      ['SessionCookie', `cookie-${name}`],
    ],
    [
      'Login-Response',
      ['ClientID', ['URL', `http://client.example/${name}`]],
      ['Result', ['Code', 200], ['Description', 'Successful']],
      ['SessionID', `s-${name}-7c1`],
      ['KeepAliveTime', 600],
      ['CapabilityRequest', 'F'],
    ],
    { outband: true, takes: 9 },
  );
}

export const status = (code: number, text: string): Tree => [
  'Status',
  ['Result', ['Code', code], ['Description', text]],
];

export function logout(r: Recorder, ...names: string[]): void {
  for (const name of names) r.exchange(name, ['Logout-Request'], status(200, 'Successful'));
}
