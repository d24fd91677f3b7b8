/**
 * The shape in which a run is baked into the page. An index holds everything but what went over the wire; transcripts and
 * bodies lie in blocks that are inflated when somebody looks at them. Every body is kept once.
 */
import type { RunResults, Transcript, TranscriptEntry } from '../../results/results.ts';

export const PAGE_SCHEMA = 'imps-conformance/page/1';

/** Place of a body: number of its block, first octet, number of octets. */
export type BodyRef = readonly [block: number, offset: number, length: number];

type Side<T> = Omit<T, 'body'> & { readonly body: BodyRef | undefined };

export interface BakedEntry extends Omit<TranscriptEntry, 'request' | 'response'> {
  readonly request: Side<TranscriptEntry['request']>;
  readonly response: Side<NonNullable<TranscriptEntry['response']>> | undefined;
}

export interface BakedTranscript extends Omit<Transcript, 'entries'> {
  readonly entries: readonly BakedEntry[];
}

/** The part of a transcript that lists need. */
export interface TranscriptHead extends Omit<Transcript, 'entries' | 'steps' | 'findings'> {
  /** Number of its block, and its place in there. */
  readonly at: readonly [block: number, place: number];
  readonly messages: number;
  /** Primitives in it, each once. */
  readonly primitives: readonly string[];
  readonly findings: number;
}

export type BakedRun = Omit<RunResults, 'transcripts'>;

export interface BakedIndex {
  readonly schema: typeof PAGE_SCHEMA;
  readonly results: BakedRun;
  readonly transcripts: readonly TranscriptHead[];
}

/** Elements of the page that hold data: base64 of raw DEFLATE. */
export const INDEX_ID = 'data-index';
/** The part in which the protocol is looked up; the run is shown without it, too. */
export const REFERENCE_ID = 'data-reference';
export const transcriptBlockId = (block: number): string => `data-transcripts-${block}`;
export const bodyBlockId = (block: number): string => `data-bodies-${block}`;

/** Placeholders of the page for the data and for its title. */
export const DATA_MARK = '<!--data-->';
export const TITLE_MARK = '<!--title-->';
