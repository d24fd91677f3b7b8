/** Fast look-up structures from rows of plain data. */
import type {
  AttributeStart,
  AttributeStartToken,
  AttributeValueToken,
  ExtensionToken,
  PublicId,
  Tables,
  TagToken,
} from './tables.ts';
import { hex, type Slot } from './tokens.ts';

/** `decode` and `encode` keep a row out of the other direction: aliases, withdrawn tokens. */
type Use = 'both' | 'decode' | 'encode';

export interface TagRow {
  readonly page: number;
  readonly token: number;
  readonly name: string;
  /** Any word the caller uses to tell names apart that have several tokens. */
  readonly namespace?: string | undefined;
  readonly use?: Use | undefined;
}

export interface AttributeRow {
  readonly page: number;
  readonly token: number;
  readonly name: string;
  /** Beginning of the value that the token stands for. */
  readonly prefix?: string | undefined;
  readonly use?: Use | undefined;
}

export interface AttributeValueRow {
  readonly page: number;
  readonly token: number;
  readonly value: string;
  readonly use?: Use | undefined;
}

export interface ExtensionRow {
  /** Default 0, EXT_T_0. */
  readonly slot?: Slot | undefined;
  readonly value: number;
  readonly text: string;
  readonly use?: Use | undefined;
}

export interface PlainTables {
  readonly publicIds?: readonly PublicId[] | undefined;
  readonly tags: readonly TagRow[];
  readonly attributes?: readonly AttributeRow[] | undefined;
  readonly attributeValues?: readonly AttributeValueRow[] | undefined;
  readonly extT?: readonly ExtensionRow[] | undefined;
}

const DENSE = 0x1000;

/**
 * Tables of plain rows. Where several rows fit for encoding, the first is taken. Throws RangeError for numbers no
 * document can hold and for two names of one token.
 */
export function tablesFrom(plain: PlainTables): Tables {
  const tags = tagTables(plain.tags);
  const attributes = attributeTables(plain.attributes ?? []);
  const values = valueTables(plain.attributeValues ?? []);
  const extensions = extensionTables(plain.extT ?? []);
  return {
    publicIds: plain.publicIds ?? [],
    hasTagPage: (page) => tags.pages.has(page),
    hasAttributePage: (page) => attributes.pages.has(page) || values.pages.has(page),
    tagName: tags.name,
    attributeStart: attributes.start,
    attributeValue: values.value,
    extT: extensions.text,
    tagFor: tags.token,
    attributeStartFor: attributes.token,
    attributeValueAt: values.token,
    extTFor: extensions.token,
  };
}

function tagTables(rows: readonly TagRow[]) {
  const names: (string | undefined)[] = [];
  const byName = new Map<string, TagToken>();
  const byNamespace = new Map<string, Map<string, TagToken>>();
  const pages = new Set<number>();
  for (const row of rows) {
    checkPage(row.page, row.name);
    checkToken(row.token >= 0x05 && row.token <= 0x3f, row.token, row.name, '05 to 3F');
    pages.add(row.page);
    if (row.use !== 'encode') assign(names, row.page * 0x40 + row.token, row.name, sameText);
    if (row.use === 'decode') continue;
    const token = { page: row.page, token: row.token };
    if (!byName.has(row.name)) byName.set(row.name, token);
    if (row.namespace === undefined) continue;
    const inNamespace = byNamespace.get(row.namespace) ?? new Map<string, TagToken>();
    byNamespace.set(row.namespace, inNamespace);
    if (!inNamespace.has(row.name)) inNamespace.set(row.name, token);
  }
  fill(names);
  return {
    pages,
    name: (page: number, token: number) => names[page * 0x40 + token],
    token: (name: string, namespace?: string): TagToken | undefined =>
      (namespace === undefined ? undefined : byNamespace.get(namespace)?.get(name)) ?? byName.get(name),
  };
}

function attributeTables(rows: readonly AttributeRow[]) {
  const starts: (AttributeStart | undefined)[] = [];
  const byName = new Map<string, AttributeStartToken[]>();
  const pages = new Set<number>();
  for (const row of rows) {
    checkPage(row.page, row.name);
    const fits = (row.token >= 0x05 && row.token <= 0x3f) || (row.token >= 0x45 && row.token <= 0x7f);
    checkToken(fits, row.token, row.name, '05 to 3F or 45 to 7F');
    pages.add(row.page);
    const start = { name: row.name, prefix: row.prefix ?? '' };
    if (row.use !== 'encode') {
      assign(starts, row.page * 0x80 + row.token, start, (a, b) => a.name === b.name && a.prefix === b.prefix);
    }
    if (row.use === 'decode') continue;
    const tokens = byName.get(row.name) ?? [];
    byName.set(row.name, tokens);
    tokens.push({ ...start, page: row.page, token: row.token });
  }
  fill(starts);
  for (const tokens of byName.values()) tokens.sort((a, b) => b.prefix.length - a.prefix.length);
  return {
    pages,
    start: (page: number, token: number) => starts[page * 0x80 + token],
    token: (name: string, value: string): AttributeStartToken | undefined =>
      byName.get(name)?.find((token) => value.startsWith(token.prefix)),
  };
}

function valueTables(rows: readonly AttributeValueRow[]) {
  const values: (string | undefined)[] = [];
  const byFirst = new Map<string, AttributeValueToken[]>();
  const pages = new Set<number>();
  for (const row of rows) {
    checkPage(row.page, row.value);
    const fits = (row.token >= 0x85 && row.token <= 0xbf) || (row.token >= 0xc5 && row.token <= 0xff);
    checkToken(fits, row.token, row.value, '85 to BF or C5 to FF');
    pages.add(row.page);
    if (row.use !== 'encode') assign(values, row.page * 0x80 + (row.token - 0x80), row.value, sameText);
    if (row.use === 'decode' || row.value === '') continue;
    const first = row.value.charAt(0);
    const tokens = byFirst.get(first) ?? [];
    byFirst.set(first, tokens);
    tokens.push({ page: row.page, token: row.token, value: row.value });
  }
  fill(values);
  for (const tokens of byFirst.values()) tokens.sort((a, b) => b.value.length - a.value.length);
  return {
    pages,
    value: (page: number, token: number) => values[page * 0x80 + (token - 0x80)],
    token: (value: string, position: number): AttributeValueToken | undefined =>
      byFirst.get(value.charAt(position))?.find((token) => value.startsWith(token.value, position)),
  };
}

function extensionTables(rows: readonly ExtensionRow[]) {
  const small: (string | undefined)[][] = [[], [], []];
  const large = new Map<string, string>();
  const byText = new Map<string, ExtensionToken>();
  for (const row of rows) {
    if (!Number.isInteger(row.value) || row.value < 0 || row.value > 0xffff_ffff) {
      throw new RangeError(`extension value ${row.value} of '${row.text}' is none; give a whole number of 32 bits`);
    }
    const slot = row.slot ?? 0;
    if (row.use !== 'encode') {
      if (row.value < DENSE) assign(small[slot] ?? [], row.value, row.text, sameText);
      else large.set(`${slot}/${row.value}`, row.text);
    }
    if (row.use !== 'decode' && !byText.has(row.text)) byText.set(row.text, { slot, value: row.value });
  }
  for (const list of small) fill(list);
  return {
    text: (slot: Slot, value: number): string | undefined =>
      value < DENSE ? small[slot]?.[value] : large.get(`${slot}/${value}`),
    token: (text: string): ExtensionToken | undefined => byText.get(text),
  };
}

function checkPage(page: number, name: string): void {
  if (!Number.isInteger(page) || page < 0 || page > 0xff) {
    throw new RangeError(`code page ${page} of '${name}' is none; give a whole number from 0 to 255`);
  }
}

function checkToken(fits: boolean, token: number, name: string, range: string): void {
  if (!Number.isInteger(token) || !fits) {
    throw new RangeError(`token ${hex(token)} of '${name}' is out of range; give one from ${range} (hexadecimal)`);
  }
}

function sameText(a: string, b: string): boolean {
  return a === b;
}

function assign<T>(list: (T | undefined)[], index: number, item: T, same: (a: T, b: T) => boolean): void {
  const there = list[index];
  if (there !== undefined && !same(there, item)) {
    throw new RangeError(`two rows for one token: ${JSON.stringify(there)} and ${JSON.stringify(item)}; keep one`);
  }
  while (list.length < index) list.push(undefined);
  list[index] = item;
}

/** Grows a list to a whole page more, so that look-ups of a known page stay inside it. */
function fill<T>(list: (T | undefined)[]): void {
  while (list.length % 0x80 !== 0) list.push(undefined);
}
