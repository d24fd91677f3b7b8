/** Forms of XML that few writers choose: white space around values. */
import { hooks } from './families.ts';
import type { Change, Defect, Variant } from './types.ts';

/** Elements whose text may begin and end with white space of its own. */
const CONTENT = /^(?:\w+:)?(?:ContentData|SegmentContent|Password)$/;

/** An element that holds text: name, attributes, text. */
const VALUE = /<((?:\w+:)?[\w.-]+)(\s[^<>]*)?>([^<>]+)<\/\1>/g;

/** Changes messages over XML as they stand there. */
export function inText(change: (text: string) => string): Change {
  return hooks({
    encode(document, context, next) {
      const octets = next(document, context);
      if (context.syntax !== 'xml') return octets;
      return new TextEncoder().encode(change(new TextDecoder().decode(octets)));
    },
  });
}

/** Changes the text of every value as it stands between its tags; of content only where it is asked for. */
export function values(change: (text: string, element: string) => string, content = false): (text: string) => string {
  return (text) =>
    text.replace(VALUE, (whole, name: string, attributes: string | undefined, value: string) =>
      CONTENT.test(name) && !content ? whole : `<${name}${attributes ?? ''}>${change(value, name)}</${name}>`,
    );
}

const LINE_END_AROUND_CONTENT: Variant = {
  id: 'sloppy-line-ends-around-content',
  title: 'writes every value and the content of messages on a line of their own',
  mayFail: ['SYN-XML-014'],
  change: inText(values((text, element) => (/SegmentContent|Password/.test(element) ? text : `\n${text}\n`), true)),
};

export const sloppyXmlVariants: readonly Variant[] = [
  {
    id: 'sloppy-line-ends-around-values',
    title: 'writes every value on a line of its own',
    mayFail: ['SYN-XML-014'],
    change: inText(values((text) => `\n${text}\n`)),
  },
  {
    id: 'sloppy-white-space-around-values',
    title: 'writes blanks, tabs and line ends of two characters around every value',
    mayFail: ['SYN-XML-014'],
    change: inText(values((text) => `  \t${text}\r\n    `)),
  },
  LINE_END_AROUND_CONTENT,
];

export const sloppyXmlDefects: readonly Defect[] = [
  {
    id: 'xml-line-ends-around-values',
    title: 'writes every value on a line of its own',
    requirements: ['SYN-XML-014'],
    change: inText(values((text) => `\n${text}\n`)),
  },
];
