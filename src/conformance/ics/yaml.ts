/** YAML files with a JSON Schema, and problems that name file, line, column and key. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { LineCounter, parseDocument } from 'yaml';
import { didYouMean } from '../nearest.ts';
import { ConfigurationError, type Problem } from '../problems.ts';
import { withoutSecrets } from './url.ts';
import { faultOf, placeOf, writtenOf } from './yaml-nodes.ts';

/** A parsed file that can still say where each of its keys stands. */
export interface YamlFile<T> {
  readonly file: string;
  readonly value: T;
  /** A problem at a key, for checks the schema cannot make. */
  problemAt(path: readonly (string | number)[], message: string): Problem;
}

/**
 * Parses YAML text and holds it against a schema.
 * @throws ConfigurationError with every problem found: syntax first; the schema only where the syntax holds.
 */
export function parseYaml<T>(text: string, file: string, schema: object, what: string): YamlFile<T> {
  const { document, lines } = parsed(text, file, what);
  const root = document.contents;
  if (root === null) throw new ConfigurationError(`${file}: the ${what} is empty`);
  const at = (offset: number, key: string, message: string): Problem => {
    const place = lines.linePos(offset);
    return { file, line: place.line, column: place.col, key, message };
  };
  const fault = faultOf(root);
  if (fault !== undefined) {
    throw new ConfigurationError(`The ${what} cannot be used.`, [at(fault.offset, '', fault.message)]);
  }
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  const problemAt = (path: readonly (string | number)[], message: string, onKey = false): Problem =>
    at(placeOf(root, path, onKey).offset, dotted(path), message);
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
      return problemAt(path, sayError(e, writtenOf(placeOf(root, path, false).value)));
    });
    problems.sort((a, b) => a.line - b.line || a.column - b.column);
    throw new ConfigurationError(`The ${what} has ${count(problems.length, 'problem')}.`, problems);
  }
  return { file, value: value as T, problemAt };
}

/** The document of a text; what is wrong with its syntax, or beyond YAML 1.2, is an error. */
function parsed(text: string, file: string, what: string) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const wrong = (complaints: readonly { code: string; message: string; pos: [number, number] }[]) =>
    complaints.map((e): Problem => {
      const at = lines.linePos(e.pos[0]);
      return { file, line: at.line, column: at.col, key: '', message: syntaxMessage(e.code, e.message) };
    });
  const deep = document.errors.filter((e) => e.code === 'RESOURCE_EXHAUSTION');
  const problems = wrong(deep.length > 0 ? deep.slice(-1) : [...document.errors, ...document.warnings]);
  if (document.directives?.yaml.explicit === true && document.directives.yaml.version === '1.1') {
    problems.push({ file, line: 1, column: 1, key: '', message: 'leave out %YAML 1.1: the file is read as YAML 1.2' });
  }
  if (problems.length > 0) throw new ConfigurationError(`The ${what} is not valid YAML.`, problems);
  return { document, lines };
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

/** `written`: the source text of a value that is not text. */
function sayError(e: ErrorObject, written: string | undefined): string {
  const value = written === undefined ? shown(e.data) : cut(written);
  const described = e.parentSchema?.description;
  const wanted = described === undefined ? '' : `; here stands: ${described}`;
  switch (e.keyword) {
    case 'required': {
      const key = String(e.params.missingProperty);
      const properties = (e.parentSchema as { properties?: Record<string, { description?: string }> }).properties;
      const missing = properties?.[key]?.description;
      return `the key "${key}" is missing${missing === undefined ? '' : `: ${missing}`}`;
    }
    case 'enum': {
      const allowed = e.params.allowedValues.map(String);
      if (written !== undefined && allowed.includes(written)) {
        return `${written} is ${kindOf(e.data)}; write it in quotes: "${written}"`;
      }
      return `${value} is none of ${allowed.join(', ')}${didYouMean(String(e.data), allowed)}${wanted}`;
    }
    case 'type':
      return sayType(e, value, wanted);
    case 'minItems':
      return `at least ${String(e.params.limit)} entry is needed${wanted}`;
    case 'uniqueItems':
      return 'the same entry stands twice';
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
      return `${value} must be ${String(e.params.comparison)} ${String(e.params.limit)}${wanted}`;
    default:
      return `${value} does not fit${wanted === '' ? `: ${e.message ?? e.keyword}` : wanted}`;
  }
}

function sayType(e: ErrorObject, value: string, wanted: string): string {
  const expected = [e.params.type].flat().join(' or ');
  if (typeof e.data === 'number' && !Number.isFinite(e.data)) {
    return `${value} is no finite number, expected ${expected}${wanted}`;
  }
  if (e.data === null && value === '') return `nothing stands here, expected ${expected}${wanted}`;
  const quote = expected === 'string' && typeof e.data !== 'object' ? '; write it in quotes' : '';
  const flag = expected === 'boolean' ? '; write true or false' : '';
  return `${value} is ${kindOf(e.data)}, expected ${expected}${wanted}${quote}${flag}`;
}

function propertyNameMessage(e: ErrorObject): string {
  const described = e.parentSchema?.propertyNames?.description;
  return `this key does not fit here${described === undefined ? '' : `; keys are: ${described}`}`;
}

function syntaxMessage(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'this key stands twice in the same place; keep one';
  if (code === 'TAB_AS_INDENT') return 'a tab is used to indent; YAML wants spaces';
  if (code === 'RESOURCE_EXHAUSTION') return 'lists and maps are nested too deep';
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here (---); keep one';
  if (code === 'TAG_RESOLVE_FAILED') return `${message.replace(/^Unresolved tag: */, 'unknown tag ')}; leave it out`;
  return message;
}

/** Addresses are shown without their secrets. */
function shown(value: unknown): string {
  if (typeof value !== 'string') return cut(JSON.stringify(value) ?? String(value));
  return cut(JSON.stringify(withoutSecrets(value)));
}
function cut(text: string): string {
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
