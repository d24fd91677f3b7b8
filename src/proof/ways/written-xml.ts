/** Changes of the text of messages in XML. */
import { VERSION_FACTS } from '../../protocol/version-facts.ts';
import type { Change } from '../types.ts';
import { hooks } from './families.ts';

/** Elements whose text may begin and end with white space of its own. */
export const CONTENT = /^(?:\w+:)?(?:ContentData|SegmentContent|Password)$/;

/** An element that holds text: name, attributes, text. */
export const VALUE = /<((?:\w+:)?[\w.-]+)(\s[^<>]*)?>([^<>]+)<\/\1>/g;

/** Changes the text of a message in XML. */
export function inText(change: (text: string) => string): Change {
  return hooks({
    encode(document, context, next) {
      const octets = next(document, context);
      if (context.syntax !== 'xml') return octets;
      return new TextEncoder().encode(change(new TextDecoder().decode(octets)));
    },
  });
}

export const OTHER_DOCTYPE = VERSION_FACTS['1.3'].doctype.publicId;

/** Changes the text of every value between its tags; that of content only if asked to. */
export function values(change: (text: string, element: string) => string, content = false): (text: string) => string {
  return (text) =>
    text.replace(VALUE, (whole, name: string, attributes: string | undefined, value: string) =>
      CONTENT.test(name) && !content ? whole : `<${name}${attributes ?? ''}>${change(value, name)}</${name}>`,
    );
}
