/** Presence attributes in reports, and their places in texts and messages. Runs in a browser as well. */
import {
  PRESENCE_ATTRIBUTES,
  type PresenceAttribute,
  type PresenceField,
  presenceAttribute,
  QUALIFIER_MEANING,
} from '../../protocol/facts/presence.ts';
import type { ValueRule } from '../../protocol/facts/values.ts';
import { VERSIONS } from '../../protocol/version.ts';
import { sentence, stop } from './words.ts';

/** The values that are allowed, in words. */
export function ruleInWords(rule: ValueRule): string {
  switch (rule.kind) {
    case 'text':
      return 'text';
    case 'boolean':
      return 'T or F';
    case 'integer':
      return rule.unit === undefined ? 'a number' : `a number of ${rule.unit}`;
    case 'enum':
      return `${rule.values.join(', ')}${rule.open === true ? '; others occur' : ''}`;
    case 'pattern':
      return `${rule.says}${rule.confidence === 'high' ? '' : ` (confidence ${rule.confidence})`}`;
  }
}

function fieldInWords({ path, rule, since }: PresenceField, attribute: PresenceAttribute): string {
  const from = since > attribute.since ? `, from ${since} on` : '';
  return `${path}: ${ruleInWords(rule)}${from}`;
}

/** Everything known of an attribute as labelled texts; a label may come several times. */
export function attributeFacts(attribute: PresenceAttribute): readonly (readonly [label: string, text: string])[] {
  return [
    ['meaning', attribute.meaning],
    [
      'describes',
      attribute.class === 'user'
        ? 'the user: one instance a user'
        : 'a client or its device: one instance up to 1.2, one a client in 1.3, told apart by ClientID',
    ],
    ['set by', attribute.setBy === 'server' ? 'the server; an update by a client has no effect' : attribute.setBy],
    ...attribute.fields.map((field) => ['value', fieldInWords(field, attribute)] as const),
    ['Qualifier', QUALIFIER_MEANING],
    ['versions', VERSIONS.filter((version) => version >= attribute.since).join(', ')],
    ['confidence', attribute.confidence],
  ];
}

/** One line for a margin or a legend: meaning, and the values where they are few enough to be listed. */
export function attributeInShort(attribute: PresenceAttribute): string {
  const [field, ...others] = attribute.fields;
  const listed = others.length === 0 && (field?.rule.kind === 'enum' || field?.rule.kind === 'boolean');
  return listed ? `${attribute.meaning} ${stop(sentence(ruleInWords(field.rule)))}` : attribute.meaning;
}

/** Names that are also ordinary words: alone in a sentence they mean no attribute. */
const ORDINARY = new Set(['Address', 'Alias', 'Registration']);
const NAMES = PRESENCE_ATTRIBUTES.map((attribute) => attribute.name).join('|');
// No part of a longer name: CreateAttributeList, Address-Request, wv:Alias.
const MENTION = new RegExp(`(?<![\\w:/-])(${NAMES})(?![\\w:/-])`);

export interface TextPart {
  readonly text: string;
  /** The part is the name of this attribute. */
  readonly attribute: PresenceAttribute | undefined;
}

/** A text cut at the names of attributes; the parts together are the text. */
export function cutAtAttributes(text: string): readonly TextPart[] {
  const cut = text.split(new RegExp(MENTION, 'g'));
  const named = cut.filter((_, i) => i % 2 === 1);
  const certain = named.some((name) => !ORDINARY.has(name));
  if (!certain) return [{ text, attribute: undefined }];
  return cut
    .map((part, i) => ({ text: part, attribute: i % 2 === 1 ? presenceAttribute(part) : undefined }))
    .filter((part) => part.text !== '');
}

/** The attributes a text names, each once, in their order in it. */
export function attributesIn(text: string): readonly PresenceAttribute[] {
  return [...new Set(cutAtAttributes(text).flatMap((part) => part.attribute ?? []))];
}

/** The attribute an element is, by its path in a message; Address elsewhere than in a PresenceSubList is none. */
export function attributeAt(path: string): PresenceAttribute | undefined {
  const [list, name] = path
    .replace(/\[\d+\]/g, '')
    .split('/')
    .slice(-2);
  if (name === undefined || (list !== 'PresenceSubList' && list !== 'DefaultAttributeList')) return undefined;
  return presenceAttribute(name);
}

/** The attribute of a name in any letter case. */
export function attributeNamed(name: string): PresenceAttribute | undefined {
  const wanted = name.toLowerCase();
  return PRESENCE_ATTRIBUTES.find((attribute) => attribute.name.toLowerCase() === wanted);
}
