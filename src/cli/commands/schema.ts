/** `impsc schema`: the formats of files as JSON Schema. */
import { didYouMean } from '../../conformance/nearest.ts';
import { UsageError } from '../failure.ts';
import { SCHEMAS, schemaText } from '../schemas.ts';

export async function schemaCommand(_: object, name = ''): Promise<number> {
  const known = SCHEMAS.find((one) => one === name);
  if (known === undefined) {
    throw new UsageError(
      `there is no schema "${name}"${didYouMean(name, SCHEMAS) || `; there are ${SCHEMAS.join(', ')}`}`,
    );
  }
  process.stdout.write(schemaText(known));
  return 0;
}
