/**
 * The reference of the files a user writes, from the schemas that check them: docs/reference.md.
 *
 *   node --import tsx scripts/reference.ts          writes it
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BASELINE_SCHEMA } from '../src/conformance/baseline/schema.ts';
import { DEFAULTS } from '../src/conformance/ics/load.ts';
import { iutSchema } from '../src/conformance/ics/schema.ts';
import { LABORATORY_SCHEMA } from '../src/conformance/laboratory/schema.ts';

/** The parts of a JSON Schema that the reference shows. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

function kindOf({ type, enum: values, items, additionalProperties }: Schema): string {
  if (values !== undefined) return values.map(String).join(', ');
  if (type === 'array') return items === undefined ? 'list' : `list of ${kindOf(items)}`;
  if (type === 'object') return typeof additionalProperties === 'object' ? 'map' : 'section';
  return type === undefined ? 'text or section' : [type].flat().join(' or ');
}

function boundsOf({ minimum, exclusiveMinimum, maximum, minLength, minItems, maxItems }: Schema): string {
  const parts = [
    minimum === undefined ? undefined : `from ${minimum}`,
    exclusiveMinimum === undefined ? undefined : `above ${exclusiveMinimum}`,
    maximum === undefined ? undefined : `to ${maximum}`,
    minLength === undefined || minLength < 2 ? undefined : `${minLength} characters at least`,
    minItems === undefined || minItems < 2 ? undefined : `${minItems} entries at least`,
    maxItems === undefined ? undefined : `${maxItems} entries at most`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : `, ${parts.join(', ')}`;
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** Sections whose keys are all alike are shown once. */
function rowsOf(schema: Schema, path: string, seen: Map<unknown, string>): string[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const name = path === '' ? key : `${path}.${key}`;
    const inside = value.type === 'array' && value.items?.properties !== undefined ? value.items : value;
    const below = inside === value ? name : `${name}[]`;
    const before = seen.get(inside.properties ?? {});
    const needed = required.has(key) ? 'yes' : '';
    const said = before === undefined ? (value.description ?? '') : `as ${before}`;
    const row = `| \`${name}\` | ${cell(kindOf(value) + boundsOf(value))} | ${needed} | ${cell(said)} |`;
    if (inside.properties === undefined || before !== undefined) return [row];
    seen.set(inside.properties, below);
    return [row, ...rowsOf(inside, below, seen)];
  });
}

function table(schema: Schema, path: string): string {
  return ['| key | value | needed | meaning |', '|---|---|---|---|', ...rowsOf(schema, path, new Map())].join('\n');
}

export function reference(): string {
  const { ics, ixit } = iutSchema.properties;
  const defaults = [
    ...Object.entries(DEFAULTS.timers).map(([key, value]) => [`ixit.timers.${key}`, `${value} s`]),
    ['ixit.http.retryAfterMax', `${DEFAULTS.retryAfterMax} s`],
    ['ixit.http.maxAnswer', `${DEFAULTS.maxAnswer} octets`],
    ['ixit.keepAlive.timeToLive', `${DEFAULTS.timeToLive} s`],
    ['ixit.keepAlive.margin', `${DEFAULTS.margin} of the agreed time`],
    ['ixit.program.answer', `${DEFAULTS.programAnswer} s`],
  ];
  return `# Reference: ICS, IXIT, baseline and laboratory

Written by \`scripts/reference.ts\` from the schemas that check the files; messages about a file use the same words. Indices in brackets stand
for the entries of a list.

## ICS: the claims

${table(ics as Schema, 'ics')}

## IXIT: the way to the implementation

A password or the value of a header may be \`env:NAME\` or \`file:PATH\`.

${table(ixit as Schema, 'ixit')}

Without a key these hold:

| key | value |
|---|---|
${defaults.map(([key, value]) => `| \`${key}\` | ${value} |`).join('\n')}

## Baseline

[baseline.md](baseline.md) explains how entries are used.

${table(BASELINE_SCHEMA as Schema, '')}

## Laboratory

[laboratory.md](laboratory.md) explains where remarks and waivers show.

${table(LABORATORY_SCHEMA as Schema, '')}
`;
}

const FILE = fileURLToPath(new URL('../docs/reference.md', import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(FILE, reference());
