/** The JSON Schemas of the package: docs/schemas. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { findProject } from './project.ts';

export const SCHEMAS = ['results', 'comparison', 'baseline'] as const;
export type SchemaName = (typeof SCHEMAS)[number];

export function schemaText(name: SchemaName): string {
  return readFileSync(join(findProject().root, 'docs', 'schemas', `${name}.schema.json`), 'utf8');
}

/** The first fault of a value, with its place: `/requirements/3/verdict must be equal to one of the allowed values`. */
export function faultIn(name: SchemaName, value: unknown): string | undefined {
  const validate = new Ajv2020({ strict: true, strictTuples: false, allowUnionTypes: true }).compile(
    JSON.parse(schemaText(name)) as object,
  );
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath ?? ''} ${error?.message ?? 'does not fit the schema'}`.trim();
}
