/**
 * The JSON Schemas in docs/schemas, made from what the program itself uses: the types of a result and of a comparison, the
 * schemas that a baseline and the file of a laboratory are held against.
 *
 *   node --import tsx scripts/schemas.ts          writes them
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { BASELINE_SCHEMA } from '../src/conformance/baseline/schema.ts';
import { LABORATORY_SCHEMA } from '../src/conformance/laboratory/schema.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

type Schema = { [key: string]: unknown };

interface Source {
  readonly name: string;
  readonly file: string;
  readonly type: string;
  readonly title: string;
}

const SOURCES: readonly Source[] = [
  { name: 'results', file: 'src/results/results.ts', type: 'RunResults', title: 'results.json of a run' },
  { name: 'bundle', file: 'src/bundle/manifest.ts', type: 'Manifest', title: 'manifest.json of a bundle' },
  { name: 'comparison', file: 'src/results/compare/types.ts', type: 'Comparison', title: 'impsc compare --json' },
];

/** Text of every schema, by the name of its file. */
export function schemas(): ReadonlyMap<string, string> {
  const program = ts.createProgram(
    SOURCES.map(({ file }) => join(ROOT, file)),
    {
      strict: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      allowImportingTsExtensions: true,
      noEmit: true,
    },
  );
  const made = SOURCES.map((source) => [`${source.name}.schema.json`, text(schemaOf(program, source))] as const);
  const baseline = { ...head('baseline', 'Known failures, and why they are accepted'), ...BASELINE_SCHEMA };
  const laboratory = { ...head('laboratory', 'Remarks and waivers of a laboratory'), ...LABORATORY_SCHEMA };
  return new Map([...made, ['baseline.schema.json', text(baseline)], ['laboratory.schema.json', text(laboratory)]]);
}

function head(name: string, title: string): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `imps-conformance/${name}.schema.json`,
    title,
  };
}

function text(schema: Schema): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function schemaOf(program: ts.Program, { name, file, type, title }: Source): Schema {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(ROOT, file));
  const symbol = source && checker.getSymbolAtLocation(source);
  const found = symbol && checker.getExportsOfModule(symbol).find((one) => one.name === type);
  if (found === undefined) throw new Error(`${file} exports no ${type}`);
  const definitions = new Map<string, Schema>();
  const root = objectOf(checker.getDeclaredTypeOfSymbol(found), checker, definitions);
  return { ...head(name, title), ...root, $defs: Object.fromEntries(definitions) };
}

type Definitions = Map<string, Schema>;

function anyOf(type: ts.Type, checker: ts.TypeChecker, definitions: Definitions): Schema {
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
  if (type.isUnion()) return unionOf(type, checker, definitions);
  if (type.flags & ts.TypeFlags.String) return { type: 'string' };
  if (type.flags & ts.TypeFlags.Number) return { type: 'number' };
  if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
  if (checker.isTupleType(type)) {
    const parts = checker.getTypeArguments(type as ts.TypeReference);
    const prefixItems = parts.map((part) => anyOf(part, checker, definitions));
    return { type: 'array', prefixItems, minItems: parts.length, maxItems: parts.length };
  }
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference);
    return { type: 'array', items: item === undefined ? {} : anyOf(item, checker, definitions) };
  }
  return named(type, checker, definitions);
}

/** Interfaces are written once and referred to: some contain themselves. */
function named(type: ts.Type, checker: ts.TypeChecker, definitions: Definitions): Schema {
  const name = type.aliasSymbol === undefined ? type.getSymbol()?.name : undefined;
  if (name === undefined || name.startsWith('__')) return objectOf(type, checker, definitions);
  if (!definitions.has(name)) {
    definitions.set(name, {});
    definitions.set(name, { ...described(type.getSymbol(), checker), ...objectOf(type, checker, definitions) });
  }
  return { $ref: `#/$defs/${name}` };
}

function unionOf(type: ts.UnionType, checker: ts.TypeChecker, definitions: Definitions): Schema {
  const parts = type.types.filter((part) => !(part.flags & ts.TypeFlags.Undefined));
  if (parts.every((part) => part.flags & ts.TypeFlags.BooleanLiteral)) return { type: 'boolean' };
  if (parts.every((part) => part.isStringLiteral() || part.isNumberLiteral())) {
    const values = parts.map((part) => (part.isStringLiteral() || part.isNumberLiteral() ? part.value : ''));
    return values.length === 1 ? { const: values[0] } : { enum: values.sort() };
  }
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return anyOf(first, checker, definitions);
  return { anyOf: parts.map((part) => anyOf(part, checker, definitions)) };
}

/** A field that may be undefined is left out of the file: JSON has no word for it. Further properties are allowed: fields are added. */
function objectOf(type: ts.Type, checker: ts.TypeChecker, definitions: Definitions): Schema {
  const index = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  if (index !== undefined) return { type: 'object', additionalProperties: anyOf(index, checker, definitions) };
  const properties: Schema = {};
  const required: string[] = [];
  for (const property of checker.getPropertiesOfType(type)) {
    const own = checker.getTypeOfSymbol(property);
    const optional = (property.flags & ts.SymbolFlags.Optional) !== 0 || mayBeUndefined(own);
    properties[property.name] = { ...described(property, checker), ...anyOf(own, checker, definitions) };
    if (!optional) required.push(property.name);
  }
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

function mayBeUndefined(type: ts.Type): boolean {
  return type.isUnion() && type.types.some((part) => part.flags & ts.TypeFlags.Undefined);
}

function described(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): Schema {
  const words = ts.displayPartsToString(symbol?.getDocumentationComment(checker)).replace(/\s+/g, ' ');
  return words === '' ? {} : { description: words };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, content] of schemas()) writeFileSync(join(ROOT, 'docs', 'schemas', name), content);
}
