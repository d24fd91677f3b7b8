/** Dialects of SSP from their files, checked against the schema. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Dialect } from '../../protocol/ssp/dialect.ts';

/** A dialect file cannot be read, is no JSON, or is not as the schema says. */
export class DialectError extends Error {
  override readonly name = 'DialectError';
}

/** The scr-tables folder of this package: beside the nearest package.json upwards, from sources and built files alike. */
function tables(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let directory = start; ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'package.json')) && existsSync(join(directory, 'scr-tables'))) {
      return join(directory, 'scr-tables');
    }
    if (dirname(directory) === directory) throw new DialectError(`no scr-tables folder above ${start}`);
  }
}

function json(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new DialectError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The dialect in a file of one's own. @throws DialectError naming every place that is not as the schema says. */
export function loadDialect(path: string): Dialect {
  const validate = new Ajv2020({ allErrors: true }).compile<Dialect>(
    json(join(tables(), 'schema', 'ssp-dialect.schema.json')) as object,
  );
  const dialect = json(path);
  if (validate(dialect)) return dialect;
  const problems = (validate.errors ?? []).map((e) => `${e.instancePath === '' ? '/' : e.instancePath} ${e.message}`);
  throw new DialectError(`${path}: ${problems.join('; ')}`);
}

let standard: Dialect | undefined;

/** The dialect of the project itself, read once. */
export function defaultDialect(): Dialect {
  standard ??= loadDialect(join(tables(), 'dialects', 'ssp-default.json'));
  return standard;
}
