/** The run that is baked into this document. */
import {
  type BakedIndex,
  type BakedTranscript,
  bodyBlockId,
  INDEX_ID,
  PAGE_SCHEMA,
  REFERENCE_ID,
  transcriptBlockId,
} from '../../../report/html/baked.ts';
import { fromBase64 } from '../../../report/view/octets.ts';
import type { Reference } from '../../../report/view/reference.ts';
import type { Source } from './source.ts';

export function bakedSource(page: Document): Source {
  const octets = async (id: string): Promise<Uint8Array> => {
    const element = page.getElementById(id);
    if (element === null) throw new Error(`this file is damaged: the part ${id} of the run is missing`);
    return inflate(fromBase64(element.textContent ?? '')).catch((e: unknown) => {
      throw new Error(`this file is damaged: the part ${id} of the run cannot be read (${String(e)})`);
    });
  };
  const json = async (id: string): Promise<unknown> => JSON.parse(new TextDecoder().decode(await octets(id)));
  return {
    async index() {
      const index = (await json(INDEX_ID)) as BakedIndex;
      if (index.schema !== PAGE_SCHEMA) {
        throw new Error(`the run in this file has the form ${index.schema}; this page reads ${PAGE_SCHEMA}`);
      }
      return index;
    },
    async reference() {
      return page.getElementById(REFERENCE_ID) === null ? undefined : ((await json(REFERENCE_ID)) as Reference);
    },
    async transcriptBlock(block) {
      return (await json(transcriptBlockId(block))) as readonly BakedTranscript[];
    },
    bodyBlock: (block) => octets(bodyBlockId(block)),
  };
}

async function inflate(octets: Uint8Array): Promise<Uint8Array> {
  if (typeof DecompressionStream === 'undefined') {
    throw new Error('this browser cannot inflate; use one of 2023 or later');
  }
  const stream = new Blob([octets as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
