/** YAML files with a JSON Schema, and problems that name file, line, column and key. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';
import { didYouMean } from './nearest.ts';

/** Something wrong in a file a person wrote. */
export interface Problem {
  readonly file: string;
  /** From 1; 0 where the whole file is meant. */
  readonly line: number;
  readonly column: number;
  /** Dotted path of the key: `ixit.accounts.alice.user`. Empty for the whole file. */
  readonly key: string;
  /** What is wrong and what to write instead. */
  readonly message: string;
}

/** A file that cannot be used. The message holds every problem, one a line. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super([message, ...problems.map((p) => `  ${describe(p)}`)].join('\n'));
  }
}

/** `file:line:column key: message`, as editors understand it. */
export function describe(problem: Problem): string {
  const place = problem.line === 0 ? problem.file : `${problem.file}:${problem.line}:${problem.column}`;
  return problem.key === '' ? `${place}: ${problem.message}` : `${place}: ${problem.key}: ${problem.message}`;
}

/** A parsed file that can still say where each of its keys stands. */
export interface YamlFile<T> {
  readonly file: string;
  readonly value: T;
  /** A problem at a key, for checks the schema cannot make. */
  problemAt(path: readonly (string | number)[], message: string): Problem;
}

/** Reads a file; a missing or unreadable one is a {@link ConfigurationError}. */
export function readText(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'it is a directory'
          : code === 'EACCES'
            ? 'reading it is not permitted'
            : String(code ?? error);
    throw new ConfigurationError(`${file}: cannot read the ${what}: ${why}`);
  }
}

/**
 * Parses YAML text and holds it against a schema.
 * @throws ConfigurationError with every problem found: syntax first; the schema only where the syntax holds.
 */
export function parseYaml<T>(text: string, file: string, schema: object, what: string): YamlFile<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    const problems = document.errors.map((e): Problem => {
      const at = lines.linePos(e.pos[0]);
      return { file, line: at.line, column: at.col, key: '', message: syntaxMessage(e.code, e.message) };
    });
    throw new ConfigurationError(`The ${what} is not valid YAML.`, problems);
  }
  const root = document.contents;
  if (root === null) throw new ConfigurationError(`${file}: the ${what} is empty`);
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const problemAt = (path: readonly (string | number)[], message: string, onKey = false): Problem => {
    const offset = offsetOf(root, path, onKey);
    const at = lines.linePos(offset);
    return { file, line: at.line, column: at.col, key: dotted(path), message };
  };
  const validate = compiled(schema);
  if (!validate(value)) {
    const problems = significant(validate.errors ?? []).map((e) => {
      const path = pointer(e.instancePath, value);
      if (e.keyword === 'additionalProperties') {
        const key = String(e.params.additionalProperty);
        const known = Object.keys((e.parentSchema as { properties?: object }).properties ?? {});
        const hint = didYouMean(key, known) || ` (known here: ${known.join(', ')})`;
        return problemAt([...path, key], `unknown key${hint}`, true);
      }
      if (e.keyword === 'propertyNames') {
        return problemAt([...path, String(e.params.propertyName)], propertyNameMessage(e), true);
      }
      return problemAt(path, sayError(e));
    });
    problems.sort((a, b) => a.line - b.line || a.column - b.column);
    throw new ConfigurationError(`The ${what} has ${count(problems.length, 'problem')}.`, problems);
  }
  return { file, value: value as T, problemAt };
}

const validators = new WeakMap<object, ReturnType<Ajv2020['compile']>>();
function compiled(schema: object): ReturnType<Ajv2020['compile']> {
  let validate = validators.get(schema);
  if (validate === undefined) {
    validate = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true, strict: true }).compile(schema);
    validators.set(schema, validate);
  }
  return validate;
}

/** Of alternatives that all failed only the most telling message is shown. */
function significant(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const composite = errors.filter((e) => e.keyword === 'oneOf' || e.keyword === 'anyOf');
  return errors.filter((e) => {
    if (e.keyword === 'if' || (e.keyword === 'pattern' && e.schemaPath.includes('propertyNames'))) return false;
    if (e.schemaPath.includes('propertyNames') && e.keyword !== 'propertyNames') return false;
    return !composite.some((c) => c !== e && e.schemaPath.startsWith(`${c.schemaPath}/`));
  });
}

function sayError(e: ErrorObject): string {
  const described = (e.parentSchema as { description?: string } | undefined)?.description;
  const wanted = described === undefined ? '' : `; here stands: ${described}`;
  switch (e.keyword) {
    case 'required': {
      const key = String(e.params.missingProperty);
      const properties = (e.parentSchema as { properties?: Record<string, { description?: string }> }).properties;
      const missing = properties?.[key]?.description;
      return `the key "${key}" is missing${missing === undefined ? '' : `: ${missing}`}`;
    }
    case 'enum': {
      const allowed = (e.params.allowedValues as unknown[]).map(String);
      const hint = didYouMean(String(e.data), allowed);
      return `${shown(e.data)} is none of ${allowed.join(', ')}${hint}`;
    }
    case 'type':
      return `${shown(e.data)} is ${kindOf(e.data)}, expected ${[e.params.type].flat().join(' or ')}${wanted}`;
    case 'minItems':
      return `at least ${String(e.params.limit)} entry is needed${wanted}`;
    case 'uniqueItems':
      return 'the same entry stands twice';
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
      return `${shown(e.data)} must be ${String(e.params.comparison)} ${String(e.params.limit)}${wanted}`;
    default:
      return `${shown(e.data)} does not fit${wanted === '' ? `: ${e.message ?? e.keyword}` : wanted}`;
  }
}

function propertyNameMessage(e: ErrorObject): string {
  const described = (e.parentSchema as { propertyNames?: { description?: string } } | undefined)?.propertyNames
    ?.description;
  return `this key does not fit here${described === undefined ? '' : `; keys are: ${described}`}`;
}

function syntaxMessage(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'this key stands twice in the same place; keep one';
  if (code === 'TAB_AS_INDENT') return 'a tab is used to indent; YAML wants spaces';
  return message;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
function kindOf(value: unknown): string {
  return value === null
    ? 'empty'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'a map'
        : `a ${typeof value}`;
}
function count(n: number, word: string): string {
  return n === 1 ? `one ${word}` : `${n} ${word}s`;
}

/** Path of a JSON pointer; digits become numbers where the value there is a list. */
function pointer(text: string, root: unknown): (string | number)[] {
  const path: (string | number)[] = [];
  let at: unknown = root;
  for (const raw of text.split('/').slice(1)) {
    const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(at) ? Number(key) : key;
    path.push(step);
    at = (at as Record<string | number, unknown> | undefined)?.[step];
  }
  return path;
}
function dotted(path: readonly (string | number)[]): string {
  return path.map((p, i) => (typeof p === 'number' ? `[${p}]` : i === 0 ? p : `.${p}`)).join('');
}

/** Offset of a key or its value in the text; of the nearest enclosing node where the path leads nowhere. */
function offsetOf(root: ParsedNode, path: readonly (string | number)[], onKey: boolean): number {
  let node: Node = root;
  let offset = root.range?.[0] ?? 0;
  for (const [i, step] of path.entries()) {
    if (isMap(node)) {
      const pair: { key: unknown; value: unknown } | undefined = node.items.find(
        (p) => isScalar(p.key) && String(p.key.value) === String(step),
      );
      if (pair === undefined) return offset;
      const last = i === path.length - 1;
      const key = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      if (!isNode(pair.value)) return key;
      const value: Node = pair.value;
      offset = (last && onKey) || value.range === undefined || value.range === null ? key : value.range[0];
      if (isMap(value) || isSeq(value)) offset = key;
      node = value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}
