/** The rows of a timetable: messages under the step that caused them, with what they carry. */

import type { BakedEntry, BakedTranscript } from '../../../report/html/baked.ts';
import { messagesOf, type NumberedMessage, SERVER } from '../../../report/view/messages.ts';
import type { StepResult } from '../../../results/results.ts';
import type { Report } from '../data/report.ts';
import { carried } from './message-summary.ts';
import { treeOf } from './view.ts';

export type WireMessage = NumberedMessage<BakedEntry>;

export interface TimetableRow {
  readonly message: WireMessage;
  readonly octets: number;
  readonly summary: string;
  /** Answers a transaction, by its mode; an empty body answers as well. */
  readonly answers: boolean;
  /** A request whose answer never came, and why. */
  readonly lost: string | undefined;
}

export interface TimetableGroup {
  readonly step: StepResult | undefined;
  /** A label for messages that belong to no step. */
  readonly words: string;
  readonly rows: readonly TimetableRow[];
  /** Set-up and clean-up fold to one line. */
  readonly folds: boolean;
}

export interface Timetable {
  readonly transcript: BakedTranscript;
  /** Left to right; the server in the middle. */
  readonly parties: readonly string[];
  readonly groups: readonly TimetableGroup[];
  readonly messages: readonly WireMessage[];
}

/** More messages than this fold in a step that only prepares. */
const FOLD_FROM = 5;

export async function timetable(report: Report, key: string): Promise<Timetable> {
  const transcript = await report.transcript(key);
  const messages = messagesOf(transcript.entries);
  const rows = await Promise.all(messages.map((message) => rowOf(report, message)));
  return { transcript, parties: partiesOf(messages), groups: groupsOf(transcript.steps, rows), messages };
}

export function sideOf(message: WireMessage): BakedEntry['request'] | NonNullable<BakedEntry['response']> {
  const { request, response } = message.entry;
  return message.side === 'request' || response === undefined ? request : response;
}

async function rowOf(report: Report, message: WireMessage): Promise<TimetableRow> {
  const side = sideOf(message);
  const body = await report.body(side.body);
  const { summary, answers } = carried(treeOf(side.headers, body));
  const { failure } = message.entry;
  return {
    message,
    octets: body.length,
    summary: body.length === 0 ? httpWords(message) : summary,
    answers: answers ?? message.side === 'response',
    lost:
      message.side === 'request' && message.entry.response === undefined
        ? (failure?.message ?? 'no answer')
        : undefined,
  };
}

function httpWords(message: WireMessage): string {
  const { response } = message.entry;
  return message.side === 'response' && response !== undefined
    ? `HTTP ${response.status} ${response.reason}`.trim()
    : '';
}

/** Clients to the left of the server and to the right of it, in the order they appear. */
function partiesOf(messages: readonly WireMessage[]): readonly string[] {
  const clients = [...new Set(messages.flatMap((m) => [m.from, m.to]))].filter((party) => party !== SERVER);
  const left = Math.ceil(clients.length / 2);
  return [...clients.slice(0, left), SERVER, ...clients.slice(left)];
}

function groupsOf(steps: readonly StepResult[], rows: readonly TimetableRow[]): readonly TimetableGroup[] {
  const stepOf = new Map(steps.flatMap((step, i) => step.exchanges.map((number) => [number, i] as const)));
  const firstAction = steps.findIndex((step) => step.keyword.trim() === 'When');
  const first = Math.min(...stepOf.keys());
  const of = (i: number) => rows.filter((row) => stepOf.get(row.message.exchange) === i);
  const loose = rows.filter((row) => !stepOf.has(row.message.exchange));
  const before = loose.filter((row) => row.message.exchange < first);
  const after = loose.filter((row) => row.message.exchange >= first);
  const outside = (words: string, own: readonly TimetableRow[]): TimetableGroup[] =>
    own.length === 0 ? [] : [{ step: undefined, words, rows: own, folds: own.length >= FOLD_FROM }];
  return [
    ...outside('before the steps', before),
    ...steps.map((step, i) => {
      const own = of(i);
      const prepares = i < firstAction || step.keyword.trim() === 'After';
      return {
        step,
        words: step.text,
        rows: own,
        folds: prepares && step.verdict === 'pass' && own.length >= FOLD_FROM,
      };
    }),
    ...outside('after the steps', after),
  ];
}
