/** Bakes a run into the page: one file that shows everything and asks the network for nothing. */
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import type { RunResults, Transcript } from '../../results/results.ts';
import { answer } from '../view/answer.ts';
import { messageCount } from '../view/messages.ts';
import type { Reference } from '../view/reference.ts';
import { xmlText } from '../xml-text.ts';
import {
  type BakedIndex,
  type BakedTranscript,
  type BodyRef,
  bodyBlockId,
  DATA_MARK,
  INDEX_ID,
  PAGE_SCHEMA,
  REFERENCE_ID,
  TITLE_MARK,
  type TranscriptHead,
  transcriptBlockId,
} from './baked.ts';

/** Octets of a block of bodies before compression: small enough to inflate unnoticed, large enough to compress well. */
const BODY_BLOCK = 96 * 1024;
const TRANSCRIPTS_PER_BLOCK = 24;

/** Puts a run into the template of the page. Throws where the template has no place for it. */
export async function bake(template: string, results: RunResults, reference?: Reference): Promise<string> {
  for (const mark of [DATA_MARK, TITLE_MARK]) {
    if (template.split(mark).length !== 2) throw new Error(`the template of the page must hold ${mark} exactly once`);
  }
  const data = [
    await dataElements(results),
    ...(reference === undefined ? [] : [await element(REFERENCE_ID, json(reference))]),
  ].join('\n');
  const said = answer(results);
  const title = xmlText(`${results.target.name}: ${said.question}: ${said.value}`);
  // The replacement is a function: in a string `$` would be a pattern.
  return template.replace(TITLE_MARK, () => title).replace(DATA_MARK, () => data);
}

const deflated = promisify(deflateRaw);

/** Blocks are compressed beside this thread, while the next ones are made. */
async function dataElements(results: RunResults): Promise<string> {
  const bodies = packBodies(results.transcripts);
  const bodyElements = bodies.blocks.map((block, i) => element(bodyBlockId(i), block));
  const heads: TranscriptHead[] = [];
  const blocks: BakedTranscript[][] = [];
  results.transcripts.forEach((transcript, i) => {
    const block = Math.floor(i / TRANSCRIPTS_PER_BLOCK);
    const baked = bakeTranscript(transcript, bodies.refs);
    const known = blocks[block];
    if (known === undefined) blocks.push([baked]);
    else known.push(baked);
    heads.push(headOf(transcript, [block, i % TRANSCRIPTS_PER_BLOCK]));
  });
  const { transcripts: _, ...run } = results;
  const index: BakedIndex = { schema: PAGE_SCHEMA, results: run, transcripts: heads };
  const elements = await Promise.all([
    element(INDEX_ID, json(index)),
    ...blocks.map((block, i) => element(transcriptBlockId(i), json(block))),
    ...bodyElements,
  ]);
  return elements.join('\n');
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** The index of results that a server hands out piece by piece: each transcript is a block of its own. */
export function liveIndex(results: RunResults): BakedIndex {
  const { transcripts, ...run } = results;
  return { schema: PAGE_SCHEMA, results: run, transcripts: transcripts.map((one, i) => headOf(one, [i, 0])) };
}

/** One transcript of such results with its bodies one behind the other, which stand for the block of its number. */
export function liveTranscript(
  transcript: Transcript,
  number: number,
): { readonly transcript: BakedTranscript; readonly bodies: Uint8Array } {
  const refs = new Map<string, BodyRef>();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const { request, response } of transcript.entries) {
    for (const body of [request.body, response?.body ?? '']) {
      if (body === '' || refs.has(body)) continue;
      const octets = Buffer.from(body, 'base64');
      refs.set(body, [number, size, octets.length]);
      parts.push(octets);
      size += octets.length;
    }
  }
  return { transcript: bakeTranscript(transcript, refs), bodies: Buffer.concat(parts) };
}

/** Base64 has no character that could end the element. */
async function element(id: string, octets: Uint8Array): Promise<string> {
  const data = await deflated(octets, { level: 9 });
  return `<script type="text/plain" id="${id}">${data.toString('base64')}</script>`;
}

function headOf(transcript: Transcript, at: TranscriptHead['at']): TranscriptHead {
  const { entries, steps: _, findings, ...head } = transcript;
  const primitives = [...new Set(entries.flatMap((e) => [...e.sent, ...e.received]))];
  return { ...head, at, messages: messageCount(entries), primitives, findings: findings.length };
}

function bakeTranscript(transcript: Transcript, refs: ReadonlyMap<string, BodyRef>): BakedTranscript {
  return {
    ...transcript,
    entries: transcript.entries.map((entry) => ({
      ...entry,
      request: { ...entry.request, body: refs.get(entry.request.body) },
      response: entry.response && { ...entry.response, body: refs.get(entry.response.body) },
    })),
  };
}

/**
 * All bodies of a run, each once, in blocks. Messages of one kind lie side by side, where they differ in a few octets: that
 * compresses several times better than the order in which they were sent.
 */
function packBodies(transcripts: readonly Transcript[]): {
  readonly refs: ReadonlyMap<string, BodyRef>;
  readonly blocks: readonly Uint8Array[];
} {
  const kinds = new Map<string, string>();
  for (const { entries, configuration } of transcripts) {
    for (const entry of entries) {
      note(entry.request.body, `${configuration} ${entry.sent.join(' ')}`);
      if (entry.response !== undefined) note(entry.response.body, `${configuration} ${entry.received.join(' ')}`);
    }
  }
  function note(body: string, kind: string): void {
    if (body !== '' && !kinds.has(body)) kinds.set(body, kind);
  }
  const refs = new Map<string, BodyRef>();
  const blocks: Uint8Array[] = [];
  let parts: Uint8Array[] = [];
  let size = 0;
  const flush = () => {
    if (size > 0) blocks.push(Buffer.concat(parts));
    parts = [];
    size = 0;
  };
  const ordered = [...kinds].sort((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0));
  for (const [base64] of ordered) {
    const octets = Buffer.from(base64, 'base64');
    if (size > 0 && size + octets.length > BODY_BLOCK) flush();
    refs.set(base64, [blocks.length, size, octets.length]);
    parts.push(octets);
    size += octets.length;
  }
  flush();
  return { refs, blocks };
}
