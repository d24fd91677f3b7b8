/** The JSON Schemas of the package: docs/schemas. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { findProject } from './project.ts';

export const SCHEMAS = ['results', 'bundle', 'comparison', 'baseline', 'laboratory'] as const;
export type SchemaName = (typeof SCHEMAS)[number];

export function schemaText(name: SchemaName): string {
  return readFileSync(join(findProject().root, 'docs', 'schemas', `${name}.schema.json`), 'utf8');
}

/** Validators that were compiled once. */
const compiled = new Map<string, ValidateFunction>();

function validatorOf(name: SchemaName | 'transcript'): ValidateFunction {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({ strict: true, strictTuples: false, allowUnionTypes: true });
  ajv.addSchema(JSON.parse(schemaText(name === 'transcript' ? 'results' : name)), 'file');
  const validate = ajv.compile({ $ref: name === 'transcript' ? 'file#/$defs/Transcript' : 'file' });
  compiled.set(name, validate);
  return validate;
}

/**
 * The first fault of a value, with its place: `/requirements/3/verdict must be equal to one of the allowed values`. A
 * transcript is a part of the results.
 */
export function faultIn(name: SchemaName | 'transcript', value: unknown): string | undefined {
  const validate = validatorOf(name);
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath ?? ''} ${error?.message ?? 'does not fit the schema'}`.trim();
}
