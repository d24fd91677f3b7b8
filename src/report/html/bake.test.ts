import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sampleResults } from '../../testing/report/sample.ts';
import { bake } from './bake.ts';
import { type BakedIndex, type BakedTranscript, type BodyRef, INDEX_ID } from './baked.ts';

const TEMPLATE = '<title><!--title--></title><body><!--data--></body>';
const results = sampleResults({ configurations: ['1.3-wbxml', '1.3-xml'] });
const page = await bake(TEMPLATE, results);

function part(id: string): Buffer {
  const data = new RegExp(`<script type="text/plain" id="${id}">([A-Za-z0-9+/=]*)</script>`).exec(page)?.[1];
  if (data === undefined) throw new Error(`the page has no part ${id}`);
  return inflateRawSync(Buffer.from(data, 'base64'));
}

const index = JSON.parse(part(INDEX_ID).toString()) as BakedIndex;

function transcript(key: string): BakedTranscript | undefined {
  const at = index.transcripts.find((head) => head.key === key)?.at ?? [-1, -1];
  const block = JSON.parse(part(`data-transcripts-${at[0]}`).toString()) as BakedTranscript[];
  return block[at[1]];
}

function body(ref: BodyRef | undefined): string {
  if (ref === undefined) return '';
  const [block, offset, length] = ref;
  return part(`data-bodies-${block}`)
    .subarray(offset, offset + length)
    .toString('base64');
}

describe('a run baked into the page', () => {
  it('keeps results, transcripts and every body', () => {
    const { transcripts, ...rest } = results;
    expect(index.results).toEqual(JSON.parse(JSON.stringify(rest)));
    expect(index.transcripts.map((head) => head.key)).toEqual(transcripts.map((t) => t.key));
    for (const key of ['CSP-IMS-011/1.3-wbxml/0', 'CSP-OFF-001/1.3-xml/0']) {
      const before = transcripts.find((t) => t.key === key);
      const after = transcript(key);
      expect(after?.steps).toEqual(JSON.parse(JSON.stringify(before?.steps)));
      expect(after?.entries.map((e) => body(e.request.body))).toEqual(before?.entries.map((e) => e.request.body));
      expect(after?.entries.map((e) => body(e.response?.body))).toEqual(
        before?.entries.map((e) => e.response?.body ?? ''),
      );
    }
  });

  it('tells lists what a transcript holds without opening it', () => {
    const head = index.transcripts.find((one) => one.key === 'CSP-IMS-011/1.3-wbxml/0');
    expect(head?.primitives).toContain('NewMessage');
    expect(head?.messages).toBe(22);
  });

  it('stays far below the size of its data', () => {
    expect(page.length).toBeLessThan(JSON.stringify(results).length / 10);
  });

  it('lets nothing from the run end an element or start one', async () => {
    const name = '</title></script><script>alert(1)</script> $& $1';
    const odd = await bake(TEMPLATE, { ...results, target: { ...results.target, name } });
    expect(odd.match(/<script(?! type="text\/plain" id="data-)/g)).toBeNull();
    expect(odd).toContain('&lt;/title&gt;&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; $&amp; $1');
  });

  it('refuses a template without a place for the data', async () => {
    await expect(bake('<title><!--title--></title>', results)).rejects.toThrow('<!--data-->');
  });
});
