/** Do the files of the tables keep their schemas? The validator is loaded only here: it costs more than the catalogue. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { readTable, tablesIn } from '../files.ts';

export interface SchemaProblem {
  /** File, relative to the tables. */
  readonly file: string;
  /** Path into the file, for instance `/requirements/3/level`. */
  readonly path: string;
  readonly message: string;
}

const SINGLE_FILES: Readonly<Record<string, string>> = {
  'erdef-1.2.json': 'erdef',
  'erdef-1.3.json': 'erdef',
  'areas.json': 'areas',
  'groups.json': 'groups',
  'documents.json': 'documents',
  'ambiguities.json': 'ambiguities',
  'sources.json': 'sources',
  'adapters.json': 'adapters',
  'features-1.3.json': 'features',
};

function schemaOf(directory: string, name: string): object {
  return readTable<object>(directory, `schema/${name}.schema.json`);
}

/** Validates every file of the tables; empty when all is well. */
export function validateTables(directory: string): readonly SchemaProblem[] {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  ajv.addSchema(schemaOf(directory, 'common'));
  const check = (schema: string, files: readonly string[]): readonly SchemaProblem[] => {
    const validate = ajv.compile(schemaOf(directory, schema));
    return files.flatMap((file) => {
      if (validate(readTable<unknown>(directory, file))) return [];
      return (validate.errors ?? []).map((error) => ({ file, path: error.instancePath, message: messageOf(error) }));
    });
  };
  const problems = [
    ...check('requirements', tablesIn(directory, 'requirements')),
    ...check('items', tablesIn(directory, 'items')),
    ...check('ssp-dialect', tablesIn(directory, 'dialects')),
  ];
  for (const schema of new Set(Object.values(SINGLE_FILES))) {
    const files = Object.keys(SINGLE_FILES).filter((file) => SINGLE_FILES[file] === schema);
    problems.push(...check(schema, files));
  }
  return problems;
}

function messageOf(error: ErrorObject): string {
  const params = error.params;
  if (error.keyword === 'additionalProperties') return `unknown property '${String(params.additionalProperty)}'`;
  if (error.keyword === 'enum') return `must be one of ${JSON.stringify(params.allowedValues)}`;
  return error.message ?? error.keyword;
}
