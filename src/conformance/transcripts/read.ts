/**
 * Reading a file of results without holding its text: a long run has more of it than a string can. Members of the outermost
 * object, and entries of the lists among them, are cut out octet by octet and parsed one at a time.
 */
import { closeSync, openSync, readSync } from 'node:fs';

/** Octets read at a time. */
const CHUNK = 1024 * 1024;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

export interface ReadJsonOptions {
  readonly chunk?: number;
  /** Told of the length of each text that is parsed, in characters. */
  readonly onPiece?: (length: number) => void;
}

/** The object in a file. @throws SyntaxError where it is no JSON, or no object */
export function readJsonObject(file: string, options: ReadJsonOptions = {}): Readonly<Record<string, unknown>> {
  const cutter = createCutter(options.onPiece ?? (() => {}));
  const buffer = Buffer.alloc(options.chunk ?? CHUNK);
  const from = openSync(file, 'r');
  try {
    for (let count = readSync(from, buffer); count > 0; count = readSync(from, buffer)) {
      cutter.push(buffer.subarray(0, count));
    }
  } finally {
    closeSync(from);
  }
  return cutter.end();
}

function createCutter(onPiece: (length: number) => void) {
  const members = new Map<string, unknown>();
  const kept: Buffer[] = [];
  let depth = 0;
  let inString = false;
  let escaped = false;
  let key: string | undefined;
  let list: unknown[] | undefined;
  let over = false;

  const textOf = (rest: Buffer): string => {
    const text = Buffer.concat([...kept, rest])
      .toString('utf8')
      .trim();
    kept.length = 0;
    return text;
  };
  const parse = (text: string): unknown => {
    onPiece(text.length);
    return JSON.parse(text);
  };
  const wrong = (why: string): never => {
    throw new SyntaxError(why);
  };

  /** Looks at an octet outside strings; true if the piece before it ends there. `piece` gives that piece. */
  function ends(octet: number, piece: () => string): boolean {
    if (depth === 0) {
      if (over || octet !== OPEN_OBJECT)
        wrong(over ? 'something follows the object' : 'it does not begin with an object');
      if (piece() !== '') wrong('it does not begin with an object');
      depth = 1;
      return true;
    }
    if (octet === OPEN_OBJECT || octet === OPEN_LIST) return opens(octet, piece);
    if (octet === CLOSE_OBJECT || octet === CLOSE_LIST) return closes(piece);
    if (octet === COLON && depth === 1 && key === undefined) {
      key = String(parse(piece()));
      return true;
    }
    if (octet !== COMMA || (depth !== 1 && !(depth === 2 && list !== undefined))) return false;
    member(piece());
    return true;
  }

  function opens(octet: number, piece: () => string): boolean {
    depth += 1;
    if (depth !== 2 || octet !== OPEN_LIST || key === undefined) return false;
    if (piece() !== '') wrong('a list stands where none may');
    list = [];
    return true;
  }

  function closes(piece: () => string): boolean {
    depth -= 1;
    if (depth === 1 && list !== undefined) {
      const last = piece();
      if (last !== '') list.push(parse(last));
      members.set(key ?? '', list);
      list = undefined;
      key = undefined;
      return true;
    }
    if (depth !== 0) return false;
    member(piece());
    over = true;
    return true;
  }

  /** The end of a member, or of an entry of a list. Nothing stands between the end of a list and the comma after it. */
  function member(text: string): void {
    if (list !== undefined) list.push(parse(text));
    else if (key !== undefined) members.set(key, parse(text));
    else if (text !== '') wrong(`a member without a name: ${text.slice(0, 40)}`);
    key = list === undefined ? undefined : key;
  }

  return {
    push(chunk: Buffer): void {
      let begin = 0;
      for (let at = 0; at < chunk.length; at++) {
        const octet = chunk[at] ?? 0;
        if (inString) {
          if (escaped) escaped = false;
          else if (octet === BACKSLASH) escaped = true;
          else if (octet === QUOTE) inString = false;
        } else if (octet === QUOTE) inString = true;
        else if (isPunctuation(octet) && ends(octet, () => textOf(chunk.subarray(begin, at)))) begin = at + 1;
      }
      kept.push(Buffer.from(chunk.subarray(begin)));
    },
    end(): Readonly<Record<string, unknown>> {
      if (!over) wrong(members.size === 0 && depth === 0 ? 'it holds no object' : 'it ends in the middle');
      const rest = textOf(Buffer.alloc(0));
      if (rest !== '') wrong('something follows the object');
      return Object.fromEntries(members);
    },
  };
}

function isPunctuation(octet: number): boolean {
  return (
    octet === COMMA ||
    octet === COLON ||
    octet === OPEN_OBJECT ||
    octet === CLOSE_OBJECT ||
    octet === OPEN_LIST ||
    octet === CLOSE_LIST
  );
}
