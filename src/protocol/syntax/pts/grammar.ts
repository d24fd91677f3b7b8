/**
 * The form of a message in the plain text syntax (PTS): a preamble and parameters with values, simple, quoted or grouped.
 * Read from octets in one pass; spans count octets. Source: pts 1 of the knowledge base, medium: one implementation.
 */
import { addFinding, type Finding } from '../../model/findings.ts';
import type { Span } from '../../model/tree.ts';
import type { ReadLimits } from '../types.ts';

/** A simple or quoted value. An empty item of a group is an empty text. */
export interface PtsText {
  readonly kind: 'text';
  readonly text: string;
  readonly span: Span;
}

/** `(one,two)` */
export interface PtsGroup {
  readonly kind: 'group';
  readonly items: readonly PtsValue[];
  readonly span: Span;
}

export type PtsValue = PtsText | PtsGroup;

export interface PtsParameter {
  /** Two letters, in capitals. */
  readonly code: string;
  readonly value: PtsValue;
  readonly span: Span;
}

/** Number of a part, from 1, and how many there are. */
export interface PtsPart {
  readonly number: number;
  readonly total: number;
}

export interface PtsPreamble {
  /** `12`, `13`, or `XX` for version discovery. */
  readonly version: string;
  /** Code of the primitive, two letters in capitals. */
  readonly type: string;
  readonly transactionId: string;
  /** Only in a message that was cut into parts. */
  readonly part: PtsPart | undefined;
  /** From the first octet up to the space before the first parameter. */
  readonly span: Span;
}

export interface PtsMessage {
  readonly preamble: PtsPreamble;
  readonly parameters: readonly PtsParameter[];
}

const SPACE = 0x20;
const QUOTE = 0x22;
const AMPERSAND = 0x26;
const OPEN = 0x28;
const CLOSE = 0x29;
const COMMA = 0x2c;
const EQUALS = 0x3d;

/** Characters that stand only inside double quotes. */
const RESERVED: ReadonlySet<number> = new Set([SPACE, QUOTE, COMMA, OPEN, CLOSE, EQUALS, AMPERSAND]);

/** True if a value has to be quoted. */
export function needsQuotes(text: string): boolean {
  return text === '' || /[ "&(),=]/.test(text);
}

const PREAMBLE = /^WV(\d\d|XX)([A-Za-z]{2})(\d*)([A-Za-z]*)/;
/** Octets in which a preamble is looked for; the longest right one has 11. */
const PREAMBLE_ROOM = 64;

const decoder = new TextDecoder('utf-8');
const letterNumber = (letter: string): number => letter.toLowerCase().charCodeAt(0) - 'a'.charCodeAt(0) + 1;

/** The preamble alone; undefined, with a finding, where the octets do not begin with one. */
export function readPreamble(bytes: Uint8Array, findings: Finding[]): PtsPreamble | undefined {
  const head = decoder.decode(bytes.subarray(0, PREAMBLE_ROOM));
  const found = PREAMBLE.exec(head);
  if (found === null) {
    wrong(
      findings,
      0,
      bytes.length,
      'WV, two digits or XX, two letters and a transaction identifier expected at the start',
    );
    return undefined;
  }
  const [whole, version = '', type = '', id = '', letters = ''] = found;
  const span = { start: 0, end: whole.length };
  const at = 2 + version.length + type.length;
  if (id === '') wrong(findings, at, bytes.length, 'a transaction identifier of one to three digits expected');
  else if (id.length > 3 || (id.length > 1 && id.startsWith('0'))) {
    wrong(findings, at, bytes.length, `transaction identifier 0 to 999 without a leading zero expected, ${id} found`);
  }
  return {
    version,
    type: type.toUpperCase(),
    transactionId: id,
    part: partOf(letters, span.end, bytes, findings),
    span,
  };
}

function partOf(letters: string, end: number, bytes: Uint8Array, findings: Finding[]): PtsPart | undefined {
  if (letters === '') return undefined;
  const [own = '', last = ''] = letters;
  const part = { number: letterNumber(own), total: last === '' ? 0 : letterNumber(last) };
  if (letters.length === 2 && part.number <= part.total) return part;
  const message = `the letters of a part and of the last part expected, ${letters} found`;
  wrong(findings, end - letters.length, bytes.length, message);
  return undefined;
}

function wrong(findings: Finding[], offset: number, length: number, message: string): void {
  const start = Math.min(offset, length);
  const span = { start, end: Math.min(start + 1, length) };
  addFinding(findings, { kind: 'not-well-formed', severity: 'error', path: '', span, message, confidence: 'medium' });
}

/** Reads preamble and parameters. What is not as the grammar says is a finding, and is read on as far as it can be. */
export function readMessage(bytes: Uint8Array, limits: ReadLimits, findings: Finding[]): PtsMessage | undefined {
  if (bytes.length > limits.size) {
    const message = `the message has ${bytes.length} octets, ${limits.size} are read at most`;
    addFinding(findings, { kind: 'limit', severity: 'error', path: '', span: undefined, message, confidence: 'high' });
    return undefined;
  }
  const preamble = readPreamble(bytes, findings);
  if (preamble === undefined) return undefined;
  return { preamble, parameters: new Parameters(bytes, preamble.span.end, limits, findings).read() };
}

interface OpenGroup {
  readonly start: number;
  readonly items: PtsValue[];
}

/** The parameters behind the preamble. Groups are kept on a stack of our own, so that depth is bounded by the limits alone. */
class Parameters {
  readonly #bytes: Uint8Array;
  readonly #limits: ReadLimits;
  readonly #findings: Finding[];
  #at: number;
  #values = 0;

  constructor(bytes: Uint8Array, start: number, limits: ReadLimits, findings: Finding[]) {
    this.#bytes = bytes;
    this.#at = start;
    this.#limits = limits;
    this.#findings = findings;
  }

  read(): readonly PtsParameter[] {
    const parameters: PtsParameter[] = [];
    while (this.#at < this.#bytes.length) {
      this.#separator();
      if (this.#at >= this.#bytes.length) break;
      const parameter = this.#parameter();
      if (parameter === undefined) break;
      parameters.push(parameter);
    }
    return parameters;
  }

  /** One space between parameters; more of them, or one at the end, are a slip. */
  #separator(): void {
    const { start, end } = this.#run(SPACE);
    const rest = end >= this.#bytes.length;
    if (end === start) this.#complain(start, 'a space expected before a parameter');
    else if (rest) this.#complain(start, 'no space expected at the end');
    else if (end - start > 1) this.#complain(start, `one space expected between parameters, ${end - start} found`);
  }

  #run(octet: number): Span {
    const start = this.#at;
    while (this.#bytes[this.#at] === octet) this.#at++;
    return { start, end: this.#at };
  }

  #parameter(): PtsParameter | undefined {
    const start = this.#at;
    const code = this.#literal();
    if (!/^[A-Za-z]{2}$/.test(code)) this.#complain(start, `a code of two letters expected, ${shown(code)} found`);
    if (this.#bytes[this.#at] !== EQUALS) {
      this.#complain(this.#at, `= and a value expected after ${shown(code)}`);
      if (this.#at === start) this.#at++;
      const nothing: PtsText = { kind: 'text', text: '', span: { start: this.#at, end: this.#at } };
      return { code: code.toUpperCase(), value: nothing, span: { start, end: this.#at } };
    }
    this.#at++;
    const value = this.#value();
    return value === undefined ? undefined : { code: code.toUpperCase(), value, span: { start, end: this.#at } };
  }

  /** A value with all that is in it; undefined once a limit is passed. */
  #value(): PtsValue | undefined {
    const open: OpenGroup[] = [];
    for (;;) {
      if (++this.#values > this.#limits.nodes) return this.#limit(`${this.#limits.nodes} values are read at most`);
      let done: PtsValue;
      if (this.#bytes[this.#at] === OPEN) {
        if (open.length >= this.#limits.depth)
          return this.#limit(`${this.#limits.depth} groups are read inside each other`);
        open.push({ start: this.#at++, items: [] });
        continue;
      }
      done = this.#simple(open.length > 0);
      let group = open.at(-1);
      while (group !== undefined) {
        group.items.push(done);
        if (this.#bytes[this.#at] === COMMA) {
          this.#at++;
          break;
        }
        if (this.#bytes[this.#at] === CLOSE) this.#at++;
        else this.#complain(this.#at, ') expected at the end of a group');
        open.pop();
        done = { kind: 'group', items: group.items, span: { start: group.start, end: this.#at } };
        group = open.at(-1);
      }
      if (group === undefined) return done;
    }
  }

  /** A simple or quoted value. Inside a group it may be empty. */
  #simple(grouped: boolean): PtsText {
    const start = this.#at;
    const text = this.#bytes[start] === QUOTE ? this.#quoted() : this.#plain(grouped);
    if (this.#at === start && !grouped) this.#complain(start, 'a value expected after =');
    return { kind: 'text', text, span: { start, end: this.#at } };
  }

  #quoted(): string {
    const start = ++this.#at;
    let doubled = false;
    for (;;) {
      const end = this.#bytes.indexOf(QUOTE, this.#at);
      if (end < 0) {
        this.#complain(start - 1, 'the double quote is not closed');
        this.#at = this.#bytes.length;
        return unquoted(decoder.decode(this.#bytes.subarray(start)), doubled);
      }
      this.#at = end + 1;
      if (this.#bytes[this.#at] !== QUOTE) return unquoted(decoder.decode(this.#bytes.subarray(start, end)), doubled);
      this.#at++;
      doubled = true;
    }
  }

  /** Octets up to the end of the value; a reserved character that can only belong to it is a slip. */
  #plain(grouped: boolean): string {
    const start = this.#at;
    for (; this.#at < this.#bytes.length; this.#at++) {
      const octet = this.#bytes[this.#at] ?? 0;
      if (!RESERVED.has(octet)) continue;
      if (grouped ? octet === COMMA || octet === CLOSE : octet === SPACE) break;
      this.#complain(this.#at, `${shown(String.fromCharCode(octet))} expected only inside double quotes`);
    }
    return decoder.decode(this.#bytes.subarray(start, this.#at));
  }

  #literal(): string {
    const start = this.#at;
    while (this.#at < this.#bytes.length && !RESERVED.has(this.#bytes[this.#at] ?? 0)) this.#at++;
    return decoder.decode(this.#bytes.subarray(start, this.#at));
  }

  #complain(offset: number, message: string): void {
    wrong(this.#findings, offset, this.#bytes.length, message);
  }

  #limit(message: string): undefined {
    addFinding(this.#findings, {
      kind: 'limit',
      severity: 'error',
      path: '',
      span: { start: this.#at, end: this.#at + 1 },
      message,
      confidence: 'high',
    });
    this.#at = this.#bytes.length;
    return undefined;
  }
}

function unquoted(text: string, doubled: boolean): string {
  return doubled ? text.replaceAll('""', '"') : text;
}

function shown(text: string): string {
  return text === '' ? 'nothing' : JSON.stringify(text.slice(0, 40));
}

/** A value as it is written; `always` puts double quotes around every text of it. */
export function valueText(value: Written, always = false): string {
  if (typeof value === 'string') {
    return always || needsQuotes(value) ? `"${value.replaceAll('"', '""')}"` : value;
  }
  return `(${value.map((item) => (item === '' ? '' : valueText(item, always))).join(',')})`;
}

/** A value to write: a text, or a group of values. */
export type Written = string | readonly Written[];
