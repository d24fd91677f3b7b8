/** The global tokens of WBXML 1.1 to 1.3: they mean the same on every code page. */
export const SWITCH_PAGE = 0x00;
export const END = 0x01;
export const ENTITY = 0x02;
export const STR_I = 0x03;
export const LITERAL = 0x04;
export const EXT_I_0 = 0x40;
export const EXT_I_1 = 0x41;
export const EXT_I_2 = 0x42;
export const PI = 0x43;
export const LITERAL_C = 0x44;
export const EXT_T_0 = 0x80;
export const EXT_T_1 = 0x81;
export const EXT_T_2 = 0x82;
export const STR_T = 0x83;
export const LITERAL_A = 0x84;
export const EXT_0 = 0xc0;
export const EXT_1 = 0xc1;
export const EXT_2 = 0xc2;
export const OPAQUE = 0xc3;
export const LITERAL_AC = 0xc4;

/** Bit of a tag octet: an attribute list follows. */
export const WITH_ATTRIBUTES = 0x80;
/** Bit of a tag octet: content follows. */
export const WITH_CONTENT = 0x40;
/** The token proper in a tag octet. */
export const TAG_MASK = 0x3f;
/** Smallest token a table may assign; what is below is global. */
export const FIRST_TOKEN = 0x05;

const NAMES: Readonly<Record<number, string>> = {
  [SWITCH_PAGE]: 'SWITCH_PAGE',
  [END]: 'END',
  [ENTITY]: 'ENTITY',
  [STR_I]: 'STR_I',
  [LITERAL]: 'LITERAL',
  [EXT_I_0]: 'EXT_I_0',
  [EXT_I_1]: 'EXT_I_1',
  [EXT_I_2]: 'EXT_I_2',
  [PI]: 'PI',
  [LITERAL_C]: 'LITERAL_C',
  [EXT_T_0]: 'EXT_T_0',
  [EXT_T_1]: 'EXT_T_1',
  [EXT_T_2]: 'EXT_T_2',
  [STR_T]: 'STR_T',
  [LITERAL_A]: 'LITERAL_A',
  [EXT_0]: 'EXT_0',
  [EXT_1]: 'EXT_1',
  [EXT_2]: 'EXT_2',
  [OPAQUE]: 'OPAQUE',
  [LITERAL_AC]: 'LITERAL_AC',
};

/** Which of the three extension tokens of a kind: EXT_T_0, EXT_T_1, EXT_T_2 and so on. */
export type Slot = 0 | 1 | 2;

/** The name of a global token, undefined for all other octets. */
export function globalTokenName(octet: number): string | undefined {
  return NAMES[octet];
}

/** An octet or a small number as two or more upper-case hexadecimal digits. */
export function hex(value: number): string {
  const digits = value.toString(16).toUpperCase();
  return digits.length % 2 === 1 ? `0${digits}` : digits;
}
