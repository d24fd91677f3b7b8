/** Codec throughput: from octets to a validated message and back, next to parsers that only take XML apart. */
import { XMLParser } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';
import { read, type Syntax, write } from '../src/protocol/syntax/index.ts';
import { corpus, type Sample } from './corpus.ts';
import { compare, type Effort, repeated } from './harness.ts';
import { number, perSecond, type Section } from './table.ts';

function reading(samples: readonly Sample[], syntax: Syntax) {
  return repeated(samples.length, () => {
    for (const { octets } of samples) {
      if (!read(octets, syntax, { lenient: false }).valid) throw new Error('a flawless document was found invalid');
    }
  });
}

function writing(samples: readonly Sample[], syntax: Syntax) {
  return repeated(samples.length, () => {
    for (const { document } of samples) write(document, { syntax });
  });
}

function meanLength(samples: readonly Sample[]): number {
  return samples.reduce((sum, { octets }) => sum + octets.length, 0) / samples.length;
}

export async function codec(effort: Effort): Promise<Section> {
  const xml = corpus('xml');
  const wbxml = corpus('wbxml');
  if (xml.length !== wbxml.length) throw new Error('the sessions in XML and WBXML do not hold the same messages');
  // The parsers we compare with get text, and so are spared the decoding of UTF-8.
  const texts = xml.map(({ octets }) => new TextDecoder().decode(octets));
  const turns = await compare(
    {
      xmlRead: reading(xml, 'xml'),
      saxes: repeated(texts.length, () => {
        for (const text of texts) new SaxesParser().write(text).close();
      }),
      fast: repeated(texts.length, () => {
        for (const text of texts) new XMLParser().parse(text);
      }),
      wbxmlRead: reading(wbxml, 'wbxml'),
      xmlWrite: writing(xml, 'xml'),
      wbxmlWrite: writing(wbxml, 'wbxml'),
    },
    { ...effort, turnMs: effort.turnMs / 3, rounds: effort.rounds * 2 },
  );
  const rate = (name: Parameters<typeof turns.rate>[0]) => perSecond(turns.rate(name), 'documents');
  return {
    title: 'Codecs',
    remark:
      `${texts.length} documents of a session in every version, the same in both syntaxes: ` +
      `${number(meanLength(xml))} octets on average in XML, ${number(meanLength(wbxml))} in WBXML.`,
    figures: [
      {
        what: 'XML read strictly and validated',
        value: rate('xmlRead'),
        ratio: turns.ratio('xmlRead', 'saxes'),
        to: 'bare saxes',
        target: { atLeast: 0.5 },
      },
      {
        what: '',
        value: '',
        ratio: turns.ratio('xmlRead', 'fast'),
        to: 'bare fast-xml-parser',
      },
      {
        what: 'WBXML read and validated',
        value: rate('wbxmlRead'),
        ratio: turns.ratio('wbxmlRead', 'xmlRead'),
        to: 'XML read',
        target: { atLeast: 2 },
      },
      { what: 'XML written', value: rate('xmlWrite') },
      { what: 'WBXML written', value: rate('wbxmlWrite') },
      { what: 'bare saxes, no handlers', value: rate('saxes') },
      { what: 'bare fast-xml-parser', value: rate('fast') },
    ],
  };
}
