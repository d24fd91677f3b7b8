/** Token tables: what an application says its numbers mean. The codec knows none of its own. */

import type { Slot } from './tokens.ts';

/** A public identifier, by number, by text or both. */
export interface PublicId {
  readonly number?: number | undefined;
  readonly text?: string | undefined;
}

export interface TagToken {
  readonly page: number;
  /** 5 to 63. */
  readonly token: number;
}

export interface AttributeStart {
  readonly name: string;
  /** The beginning of the value that the token stands for besides the name; empty for the name alone. */
  readonly prefix: string;
}

export interface AttributeStartToken extends AttributeStart {
  readonly page: number;
  /** 5 to 63 or 69 to 127. */
  readonly token: number;
}

export interface AttributeValueToken {
  readonly page: number;
  /** 133 to 191 or 197 to 255. */
  readonly token: number;
  readonly value: string;
}

export interface ExtensionToken {
  readonly slot: Slot;
  readonly value: number;
}

/** An opaque value that is none of its element: what would be right. */
export interface OpaqueFault {
  readonly expected: string;
  readonly found: string;
}

/** Questions of decoder and encoder. {@link tablesFrom} builds the answers from plain data; hooks may be added by spreading it. */
export interface Tables {
  readonly publicIds: readonly PublicId[];
  /** True if the code page has any tags (attributes): a switch to one that has none is a problem. */
  hasTagPage(page: number): boolean;
  hasAttributePage(page: number): boolean;
  tagName(page: number, token: number): string | undefined;
  attributeStart(page: number, token: number): AttributeStart | undefined;
  attributeValue(page: number, token: number): string | undefined;
  /** Text of EXT_T_n with a number, EXT_I_n with a string, EXT_n alone. Undefined: unknown. */
  extT?(slot: Slot, value: number, element: string): string | undefined;
  extI?(slot: Slot, text: string, element: string): string | undefined;
  ext?(slot: Slot, element: string): string | undefined;
  /**
   * Text of the opaque octets `start` to `end` of `octets` in this element (or its attribute). Undefined: no typed
   * content, the octets stay octets; a fault: not a value of this element.
   */
  opaque?(
    element: string,
    octets: Uint8Array,
    start: number,
    end: number,
    attribute: string | undefined,
  ): string | OpaqueFault | undefined;

  /** Encoder: the tag for a name; `namespace` tells names apart that stand on several pages. */
  tagFor(name: string, namespace?: string): TagToken | undefined;
  /** Encoder: the start token with the longest prefix of this value. */
  attributeStartFor(name: string, value: string): AttributeStartToken | undefined;
  /** Encoder: the longest value token that stands at `position` of `value`. */
  attributeValueAt?(value: string, position: number): AttributeValueToken | undefined;
  /** Encoder: the EXT_T token for a text as a whole. */
  extTFor?(text: string, element: string): ExtensionToken | undefined;
}
