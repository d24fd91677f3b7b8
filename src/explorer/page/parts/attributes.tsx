/** Presence attributes where a text or a message names them: each leads to its page, with its meaning at hand. */
import type { PresenceAttribute } from '../../../protocol/facts/presence.ts';
import { attributeAt, attributeInShort, cutAtAttributes } from '../../../report/view/presence-attributes.ts';
import { to } from '../router.ts';
import type { Row } from '../wire/layout.ts';
import { Facts } from './frame.tsx';

export function AttributeLink({ attribute, kind = '' }: { attribute: PresenceAttribute; kind?: string }) {
  return (
    <a class={`attr ${kind}`.trim()} href={to.attribute(attribute.name)} title={attributeInShort(attribute)}>
      {attribute.name}
    </a>
  );
}

/** A text in which the names of presence attributes lead to their pages. */
export function WithAttributes({ text }: { text: string }) {
  return (
    <>
      {cutAtAttributes(text).map((part, i) =>
        part.attribute === undefined ? part.text : <AttributeLink key={i} attribute={part.attribute} />,
      )}
    </>
  );
}

/** The attributes among the elements of a message, each once, in the order of the message. */
export function attributesOf(rows: readonly Row[]): readonly PresenceAttribute[] {
  return [...new Set(rows.flatMap((row) => attributeAt(row.path) ?? []))];
}

/** Names and meanings one below the other; what is only in a tooltip is not on paper. */
export function Legend({ attributes }: { attributes: readonly PresenceAttribute[] }) {
  return (
    <Facts
      facts={attributes.map((attribute) => [
        <AttributeLink key={attribute.name} attribute={attribute} />,
        attributeInShort(attribute),
      ])}
    />
  );
}
