/** Reads a recording, whichever kind it is: results of a run, one transcript, HAR, pcap, pcapng. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { ConfigurationError } from '../../conformance/problems.ts';
import { exchangesOf } from '../../conformance/transcripts/transcript.ts';
import { RESULTS_SCHEMA, type RunResults, type Transcript } from '../../results/results.ts';
import type { WireExchange } from '../wire/conversation.ts';
import { exchangesOfHar, isHar } from './har.ts';
import { exchangesOfCapture, isCapture } from './pcap.ts';

/** A piece of traffic of its own: nothing is known in it from other pieces. */
export interface Piece {
  readonly name: string;
  readonly exchanges: readonly WireExchange[];
  /** Numbers of exchanges, from 1, whose request is known to be wrong on purpose. */
  readonly deliberate: ReadonlySet<number>;
}

export interface Recording {
  readonly kind: 'results' | 'har' | 'capture';
  readonly pieces: readonly Piece[];
  /** Times are those of the wire: not so of a run, in which clocks may have been moved. */
  readonly timed: boolean;
  readonly remarks: readonly string[];
}

/** @throws ConfigurationError for a file that cannot be read or is of no known kind. */
export function readRecording(file: string): Recording {
  const octets = contentOf(file);
  if (isCapture(octets)) {
    const { exchanges, remarks } = exchangesOfCapture(octets);
    return { kind: 'capture', pieces: [piece(file, exchanges)], timed: true, remarks };
  }
  const value = parsed(octets, file);
  if (isHar(value)) {
    return { kind: 'har', pieces: [piece(file, exchangesOfHar(value))], timed: true, remarks: [] };
  }
  if (isResults(value)) return { kind: 'results', pieces: piecesOf(value), timed: false, remarks: [] };
  throw new ConfigurationError(`${file}: neither results of a run, nor HAR, nor pcap, nor pcapng`);
}

function contentOf(file: string): Buffer {
  try {
    const octets = readFileSync(file);
    return octets[0] === 0x1f && octets[1] === 0x8b ? gunzipSync(octets) : octets;
  } catch (error) {
    throw new ConfigurationError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parsed(octets: Buffer, file: string): unknown {
  try {
    return JSON.parse(octets.toString('utf8'));
  } catch {
    throw new ConfigurationError(`${file}: neither JSON (results, HAR) nor a capture of packets (pcap, pcapng)`);
  }
}

function piece(name: string, exchanges: readonly WireExchange[]): Piece {
  return { name, exchanges, deliberate: new Set() };
}

function isResults(value: unknown): value is RunResults {
  return typeof value === 'object' && value !== null && 'schema' in value && value.schema === RESULTS_SCHEMA;
}

/** The scenarios of a run, each a piece of its own: between them a server may be set back. */
export function piecesOf({ transcripts }: Pick<RunResults, 'transcripts'>): readonly Piece[] {
  return transcripts.map(pieceOf);
}

/** A scenario of a run; what its client did wrong on purpose is known. */
function pieceOf(transcript: Transcript): Piece {
  const { exchanges, deliberate } = exchangesOf(transcript);
  return {
    name: transcript.scenario,
    // Of a run each party has connections of its own.
    exchanges: exchanges.map(({ party, ...exchange }) => ({ ...exchange, connection: party })),
    deliberate,
  };
}
