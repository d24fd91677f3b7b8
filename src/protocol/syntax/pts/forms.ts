/**
 * Forms of parameters: each tells how the value of a parameter is read into elements, and how it is written from them.
 * Source: pts 2.2 to 2.4 of the knowledge base; confidence medium.
 */
import { compile } from '../../messages/compile.ts';
import { addFinding, type Finding } from '../../model/findings.ts';
import type { Span, TreeNode } from '../../model/tree.ts';
import type { Version } from '../../version.ts';
import type { WritableNode } from '../walk.ts';
import {
  CAPABILITY_CODES,
  type Codes,
  LIST_PROPERTY_CODES,
  PRESENCE_CODES,
  PRESENCE_PART_CODES,
  SERVICE_CODES,
  VALUE_CODES,
} from './codes.ts';
import { PtsError } from './error.ts';
import type { PtsValue, Written } from './grammar.ts';

/** Makes the elements of one message, and notes what is wrong with the values they are made of. */
export interface Maker {
  readonly version: Version;
  node(name: string, span: Span, children: readonly TreeNode[], text?: string): TreeNode;
  complain(value: { readonly span: Span }, message: string): void;
}

/** Takes the elements of a name out of those that are still to be written. */
export type Take = (name: string) => readonly WritableNode[];

/** A parameter of a primitive. */
export interface Parameter {
  /** Code it is written with. */
  readonly code: string;
  /** Other codes it is read from. */
  readonly also?: string;
  read(value: PtsValue, maker: Maker): readonly TreeNode[];
  /** The value of the parameter; undefined where there is no such element. */
  write(take: Take, version: Version): Written | undefined;
}

export function createMaker(version: Version, findings: Finding[]): Maker {
  return {
    version,
    node: (name, span, children, text = '') => ({
      name,
      namespace: '',
      key: undefined,
      attributes: undefined,
      children: inOrder(children, name, version),
      text,
      span,
      content: span,
    }),
    complain({ span }, message) {
      addFinding(findings, { kind: 'value', severity: 'error', path: '', span, message, confidence: 'medium' });
    },
  };
}

/** Children in the order of the model: in this syntax the order of parameters has no meaning. */
export function inOrder(children: readonly TreeNode[], parent: string, version: Version): readonly TreeNode[] {
  if (children.length < 2) return children;
  const model = compile(version, parent);
  const place = ({ name }: TreeNode) => model?.byName.get(name)?.index ?? Number.POSITIVE_INFINITY;
  return children.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

// Values -------------------------------------------------------------------------------------------------------------

function textOf(value: PtsValue | undefined, maker: Maker): string {
  if (value === undefined) return '';
  if (value.kind === 'text') return value.text;
  maker.complain(value, 'a simple value expected, a group found');
  return '';
}

/** The items of a group; a simple value counts as a group of one. */
function itemsOf(value: PtsValue): readonly PtsValue[] {
  return value.kind === 'group' ? value.items : [value];
}

function groupOf(value: PtsValue, maker: Maker): readonly PtsValue[] {
  if (value.kind === 'text') maker.complain(value, 'a group expected, a simple value found');
  return itemsOf(value);
}

/** The text of a leaf with its code replaced by the value it stands for, where the element has codes. */
function leaf(name: string, value: PtsValue, maker: Maker, codes = VALUE_CODES.get(name)): TreeNode {
  const text = textOf(value, maker);
  return maker.node(name, value.span, [], codes?.nameOf.get(text.toUpperCase()) ?? text);
}

function leafText(node: WritableNode, codes = VALUE_CODES.get(node.name)): string {
  if ((node.children?.length ?? 0) > 0) throw new PtsError(node.name, `${node.name} has no form with elements inside`);
  const text = node.text ?? '';
  const code = codes?.codeOf.get(text);
  if (code !== undefined) return code;
  if (codes?.nameOf.has(text.toUpperCase()) === true) {
    throw new PtsError(node.name, `the value ${text} of ${node.name} would be read as a code`);
  }
  return text;
}

function onlyOne(nodes: readonly WritableNode[]): WritableNode | undefined {
  const [first, second] = nodes;
  if (second !== undefined) throw new PtsError(second.name, `${second.name} has no form when there are several`);
  return first;
}

/** The children of an element, each of which has to be taken. */
export function takeAll<T>(of: WritableNode, use: (take: Take) => T): T {
  const rest = [...(of.children ?? [])];
  const made = use((name) => {
    const taken = rest.filter((one) => one.name === name);
    for (const one of taken) rest.splice(rest.indexOf(one), 1);
    return taken;
  });
  const [left] = rest;
  if (left !== undefined) throw new PtsError(left.name, `${left.name} in ${of.name} has no known code`);
  return made;
}

function codeOf(codes: Codes, node: WritableNode, place: string): string {
  const code = codes.codeOf.get(node.name);
  if (code === undefined) throw new PtsError(node.name, `${node.name} in ${place} has no known code`);
  return code;
}

function nameOf(codes: Codes, value: PtsValue | undefined, place: string, maker: Maker): string | undefined {
  const code = textOf(value, maker);
  const name = codes.nameOf.get(code.toUpperCase());
  if (name === undefined && value !== undefined) {
    maker.complain(value, `a code of ${place} expected, ${JSON.stringify(code.slice(0, 20))} found`);
  }
  return name;
}

// Forms --------------------------------------------------------------------------------------------------------------

/** `TL=3600` */
export function text(code: string, name: string): Parameter {
  return {
    code,
    read: (value, maker) => [leaf(name, value, maker)],
    write(take) {
      const node = onlyOne(take(name));
      return node === undefined ? undefined : leafText(node);
    },
  };
}

/** Parentheses around a list: `outer` around all of its leaves, `each` around each. */
interface Nest {
  readonly outer?: string;
  readonly each?: string;
}

/** `CL=one` or `CL=(one,two)` */
export function texts(code: string, name: string, nests: Readonly<Partial<Record<Version, Nest>>> = {}): Parameter {
  return {
    code,
    read(value, maker) {
      const { outer, each } = nests[maker.version] ?? {};
      const leaves = itemsOf(value).map((item) => {
        const node = leaf(name, item, maker);
        return each === undefined ? node : maker.node(each, item.span, [node]);
      });
      return outer === undefined ? leaves : [maker.node(outer, value.span, leaves)];
    },
    write(take, version) {
      const { outer, each } = nests[version] ?? {};
      const around = outer === undefined ? undefined : onlyOne(take(outer));
      if (outer !== undefined && around === undefined) return undefined;
      const inner = each ?? name;
      const nodes = around === undefined ? take(inner) : takeAll(around, (from) => from(inner));
      if (nodes.length === 0) {
        if (around !== undefined) throw new PtsError(around.name, `${around.name} has no form when it is empty`);
        return undefined;
      }
      const written = nodes.map((node) => {
        if (each === undefined) return leafText(node);
        const found = takeAll(node, (from) => onlyOne(from(name)));
        if (found === undefined) throw new PtsError(each, `${each} without ${name} has no form`);
        return leafText(found);
      });
      const [first = '', ...others] = written;
      return others.length === 0 ? first : written;
    },
  };
}

/** The URL of the client, or its number where it has none: the two are told apart by the look of them. */
export const clientId: Parameter = {
  code: 'CI',
  read(value, maker) {
    const name = /^\+?\d+$/.test(textOf(value, maker)) ? 'MSISDN' : 'URL';
    return [maker.node('ClientID', value.span, [leaf(name, value, maker)])];
  },
  write(take) {
    const node = onlyOne(take('ClientID'));
    if (node === undefined) return undefined;
    return takeAll(node, (from) => {
      const [url, number] = [onlyOne(from('URL')), onlyOne(from('MSISDN'))];
      const found = url ?? number;
      if (found === undefined || (url !== undefined && number !== undefined)) {
        throw new PtsError('ClientID', 'ClientID has a form only with either URL or MSISDN');
      }
      const written = leafText(found);
      if (/^\+?\d+$/.test(written) !== (found === number)) {
        throw new PtsError('ClientID', `${found.name} ${written} would be read as another element of ClientID`);
      }
      return written;
    });
  },
};

/** `ST=200` or `ST=(404,"text")` */
export const result: Parameter = {
  code: 'ST',
  read(value, maker) {
    const [code, description, ...others] = itemsOf(value);
    for (const one of others) maker.complain(one, 'a code and a description expected, more found');
    const children = [
      ...(code === undefined ? [] : [leaf('Code', code, maker)]),
      ...(description === undefined ? [] : [leaf('Description', description, maker)]),
    ];
    return [maker.node('Result', value.span, children)];
  },
  write(take) {
    const node = onlyOne(take('Result'));
    if (node === undefined) return undefined;
    return takeAll(node, (from) => {
      const [code, description] = [onlyOne(from('Code')), onlyOne(from('Description'))];
      if (code === undefined) throw new PtsError('Result', 'Result without Code has no form');
      return description === undefined ? leafText(code) : [leafText(code), leafText(description)];
    });
  },
};

/** `CA=((CT,MP),(SB,SMS))`: an element that comes several times is several pairs. */
export function capabilities(code: string, name: string): Parameter {
  return {
    code,
    read(value, maker) {
      const children = groupOf(value, maker).flatMap((pair) => {
        const [key, given, ...others] = groupOf(pair, maker);
        for (const one of others) maker.complain(one, 'a code and a value expected, more found');
        const element = nameOf(CAPABILITY_CODES, key, name, maker);
        return element === undefined || given === undefined ? [] : [capability(element, given, maker)];
      });
      return [maker.node(name, value.span, children)];
    },
    write(take) {
      const node = onlyOne(take(name));
      if (node === undefined) return undefined;
      return nonEmpty(node).map((child) => [codeOf(CAPABILITY_CODES, child, name), capabilityText(child)]);
    },
  };
}

/** Capabilities whose value stands in an element of its own. */
const WRAPPED: ReadonlyMap<string, string> = new Map([['CIRHTTPAddress', 'URL']]);

function capability(name: string, value: PtsValue, maker: Maker): TreeNode {
  const inner = WRAPPED.get(name);
  return inner === undefined ? leaf(name, value, maker) : maker.node(name, value.span, [leaf(inner, value, maker)]);
}

function capabilityText(node: WritableNode): string {
  const inner = WRAPPED.get(node.name);
  if (inner === undefined) return leafText(node);
  const found = takeAll(node, (from) => onlyOne(from(inner)));
  if (found === undefined) throw new PtsError(node.name, `${node.name} without ${inner} has no form`);
  return leafText(found);
}

function nonEmpty(node: WritableNode): readonly WritableNode[] {
  const children = node.children ?? [];
  if (children.length === 0) throw new PtsError(node.name, `${node.name} has no form when it is empty`);
  return children;
}

/** `CP=((DN,"Chess club"),(DE,F))` */
export const listProperties: Parameter = {
  code: 'CP',
  read(value, maker) {
    const properties = groupOf(value, maker).map((pair) => {
      const [key, given] = groupOf(pair, maker);
      const name = leaf('Name', key ?? pair, maker, LIST_PROPERTY_CODES);
      return maker.node('Property', pair.span, given === undefined ? [name] : [name, leaf('Value', given, maker)]);
    });
    return [maker.node('ContactListProperties', value.span, properties)];
  },
  write(take) {
    const node = onlyOne(take('ContactListProperties'));
    if (node === undefined) return undefined;
    return nonEmpty(node).map((property) =>
      takeAll(property, (from) => {
        const [name, value] = [onlyOne(from('Name')), onlyOne(from('Value'))];
        if (name === undefined || value === undefined) {
          throw new PtsError('Property', 'Property has a form only with Name and Value');
        }
        return [leafText(name, LIST_PROPERTY_CODES), leafText(value)];
      }),
    );
  },
};

/** `UN=((Bob,wv:bob@example.com),(,wv:carol@example.com))`: names with users; the name may be empty. */
export function nicknames(code: string, name: string): Parameter {
  return {
    code,
    read(value, maker) {
      const children = groupOf(value, maker).map((pair) => {
        const [nickname, user, ...others] = groupOf(pair, maker);
        for (const one of others) maker.complain(one, 'a nickname and a user expected, more found');
        if (user === undefined) maker.complain(pair, 'a nickname, which may be empty, and a user expected');
        const id = leaf('UserID', user ?? nickname ?? pair, maker);
        if (user === undefined || nickname === undefined || textOf(nickname, maker) === '') return id;
        return maker.node('NickName', pair.span, [leaf('Name', nickname, maker), id]);
      });
      return [maker.node(name, value.span, children)];
    },
    write(take) {
      const node = onlyOne(take(name));
      if (node === undefined) return undefined;
      return nonEmpty(node).map((child) => {
        if (child.name === 'UserID') return ['', leafText(child)];
        return takeAll(child, (from) => {
          const [nickname, user] = [onlyOne(from('Name')), onlyOne(from('UserID'))];
          if (nickname === undefined || (nickname.text ?? '') === '' || user === undefined) {
            throw new PtsError(child.name, `${child.name} has a form only with a name that is not empty and a user`);
          }
          return [leafText(nickname), leafText(user)];
        });
      });
    },
  };
}

/** `RF=(FF,PF)`: whole branches of the service tree; what is below them has no known code. */
export function functions(code: string, name: string): Parameter {
  return {
    code,
    read(value, maker) {
      const named = itemsOf(value).flatMap((item) => {
        const service = nameOf(SERVICE_CODES, item, 'the service tree', maker);
        return service === undefined ? [] : [maker.node(service, item.span, [])];
      });
      const branches = named.filter((one) => one.name !== 'WVCSPFeat');
      return [maker.node(name, value.span, [maker.node('WVCSPFeat', value.span, branches)])];
    },
    write(take) {
      const node = onlyOne(take(name));
      if (node === undefined) return undefined;
      return takeAll(node, (from) => {
        const root = onlyOne(from('WVCSPFeat'));
        if (root === undefined) throw new PtsError(name, `${name} has no form when it is empty`);
        const branches = root.children ?? [];
        return branches.length === 0 ? ['WV'] : branches.map((branch) => wholeBranch(branch));
      });
    },
  };
}

function wholeBranch(branch: WritableNode): string {
  const [first] = branch.children ?? [];
  if (first !== undefined) throw new PtsError(first.name, `${first.name} in ${branch.name} has no known code`);
  return codeOf(SERVICE_CODES, branch, 'the service tree');
}

// Presence -----------------------------------------------------------------------------------------------------------

/** `PS=OS` or `PS=(OS,(CF,(CT,CP)))`: names of attributes. */
export const attributeNames: Parameter = {
  code: 'PS',
  read(value, maker) {
    const items = isOneAttribute(value) ? [value] : itemsOf(value);
    const children = items.flatMap((item) => {
      const [key, inner] = itemsOf(item);
      const name = nameOf(PRESENCE_CODES, key, 'PresenceSubList', maker);
      if (name === undefined) return [];
      const parts = inner === undefined ? [] : itemsOf(inner).flatMap((part) => namedPart(part, name, maker));
      return [maker.node(name, item.span, parts)];
    });
    return [maker.node('PresenceSubList', value.span, children)];
  },
  write(take) {
    const node = onlyOne(take('PresenceSubList'));
    if (node === undefined) return undefined;
    const written = nonEmpty(node).map((attribute): Written => {
      const code = codeOf(PRESENCE_CODES, attribute, 'PresenceSubList');
      const parts = (attribute.children ?? []).map((part) => {
        if (leafText(part) !== '')
          throw new PtsError(part.name, `${part.name} has a value where only names have a form`);
        return codeOf(PRESENCE_PART_CODES, part, attribute.name);
      });
      if ((attribute.text ?? '') !== '')
        throw new PtsError(attribute.name, `${attribute.name} has a value in a list of names`);
      return parts.length === 0 ? code : [code, parts];
    });
    const [first, ...others] = written;
    return others.length === 0 && typeof first === 'string' ? first : written;
  },
};

/** True for `(CF,(CT,CP))`, one attribute with names inside; false for `(OS,(CF,(CT,CP)))`, a list of two. */
function isOneAttribute(value: PtsValue): boolean {
  if (value.kind === 'text' || value.items.length !== 2) return false;
  const [key, inner] = value.items;
  if (key?.kind !== 'text' || inner?.kind !== 'group') return false;
  const [first] = inner.items;
  return first?.kind === 'text' && PRESENCE_PART_CODES.nameOf.has(first.text.toUpperCase());
}

function namedPart(part: PtsValue, attribute: string, maker: Maker): readonly TreeNode[] {
  const name = nameOf(PRESENCE_PART_CODES, part, attribute, maker);
  return name === undefined ? [] : [maker.node(name, part.span, [])];
}

/** `UV=((UA,T,AV))`: attributes with their values. */
export const attributeValues: Parameter = {
  code: 'UV',
  read: (value, maker) => [subList(value, maker)],
  write(take) {
    const node = onlyOne(take('PresenceSubList'));
    return node === undefined ? undefined : writtenValues(node);
  },
};

function subList(value: PtsValue, maker: Maker): TreeNode {
  const attributes = groupOf(value, maker).flatMap((one) => attribute(one, maker));
  return maker.node('PresenceSubList', value.span, attributes);
}

/** `(code,qualifier,value)`, `(code,value)` or `(code)`; an empty qualifier counts as none. */
function attribute(value: PtsValue, maker: Maker): readonly TreeNode[] {
  const [key, ...rest] = itemsOf(value);
  const name = nameOf(PRESENCE_CODES, key, 'PresenceSubList', maker);
  if (name === undefined) return [];
  if (rest.length > 2) maker.complain(value, 'a code, a qualifier and a value expected, more found');
  const [qualifier, content] = rest.length > 1 ? rest : [undefined, rest[0]];
  const children: TreeNode[] = [];
  if (qualifier !== undefined && textOf(qualifier, maker) !== '') children.push(leaf('Qualifier', qualifier, maker));
  if (content?.kind === 'group') children.push(...content.items.flatMap((part) => valuedPart(part, name, maker)));
  else if (content !== undefined) children.push(leaf('PresenceValue', content, maker, VALUE_CODES.get(name)));
  return [maker.node(name, value.span, children)];
}

function valuedPart(part: PtsValue, attribute: string, maker: Maker): readonly TreeNode[] {
  const [key, value] = groupOf(part, maker);
  const name = nameOf(PRESENCE_PART_CODES, key, attribute, maker);
  return name === undefined || value === undefined ? [] : [leaf(name, value, maker)];
}

function writtenValues(list: WritableNode): readonly Written[] {
  return nonEmpty(list).map((node): Written => {
    const code = codeOf(PRESENCE_CODES, node, 'PresenceSubList');
    return takeAll(node, (from) => {
      const [qualifier, value] = [onlyOne(from('Qualifier')), onlyOne(from('PresenceValue'))];
      const parts = (node.children ?? []).filter(({ name }) => name !== 'Qualifier' && name !== 'PresenceValue');
      const inside = parts.map((part): Written => [codeOf(PRESENCE_PART_CODES, part, node.name), leafText(part)]);
      for (const part of parts) from(part.name);
      if (value !== undefined && inside.length > 0)
        throw new PtsError(node.name, `${node.name} has two kinds of values`);
      const content: Written | undefined =
        inside.length > 0 ? inside : value === undefined ? undefined : leafText(value, VALUE_CODES.get(node.name));
      if (qualifier === undefined) return content === undefined ? [code] : [code, content];
      if (content === undefined) throw new PtsError(node.name, `${node.name} with Qualifier alone has no form`);
      return [code, leafText(qualifier), content];
    });
  });
}

/** `PR=(user,(attributes))`, or a group of those. */
export const presences: Parameter = {
  code: 'PR',
  read(value, maker) {
    const several = value.kind === 'group' && value.items[0]?.kind === 'group';
    return (several ? itemsOf(value) : [value]).map((one) => {
      const [user, attributes] = groupOf(one, maker);
      const children = [
        ...(user === undefined ? [] : [leaf('UserID', user, maker)]),
        ...(attributes === undefined ? [] : [subList(attributes, maker)]),
      ];
      return maker.node('Presence', one.span, children);
    });
  },
  write(take) {
    const nodes = take('Presence');
    const written = nodes.map((node) =>
      takeAll(node, (from): Written => {
        const [user, list] = [onlyOne(from('UserID')), onlyOne(from('PresenceSubList'))];
        if (user === undefined || list === undefined) {
          throw new PtsError('Presence', 'Presence has a form only with UserID and PresenceSubList');
        }
        return [leafText(user), writtenValues(list)];
      }),
    );
    const [first, ...others] = written;
    return others.length === 0 ? first : written;
  },
};
