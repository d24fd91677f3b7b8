/** Named selections in a file of the user's project: `impsc run --profile smoke`. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { readText } from '../conformance/ics/text.ts';
import { parseYaml } from '../conformance/ics/yaml.ts';
import { nearest } from '../conformance/nearest.ts';
import { writeWhole } from '../conformance/transcripts/write.ts';
import { SYNTAXES, type Syntax } from '../protocol/configuration.ts';
import { VERSIONS, type Version } from '../protocol/version.ts';
import { UsageError } from './failure.ts';

export interface Profile {
  readonly select?: string | undefined;
  readonly versions?: readonly Version[] | undefined;
  readonly syntaxes?: readonly Syntax[] | undefined;
}

/** The profile that every project has, of malformed messages in place of scenarios. */
export const ROBUSTNESS = 'robustness';

export const PROFILES_FILE = 'impsc.profiles.yaml';

const list = (values: readonly string[], description: string) => ({
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  description,
  items: { enum: [...values], description },
});

const PROFILES_SCHEMA = {
  type: 'object',
  description: 'a map of profiles: smoke: { select: CSP-LOG, versions: ["1.2"], syntaxes: [xml] }',
  propertyNames: { pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]*$', description: 'names of letters, digits, hyphens' },
  additionalProperties: {
    type: 'object',
    description: 'a profile: { select: CSP-LOG, versions: ["1.2"], syntaxes: [xml] }',
    minProperties: 1,
    additionalProperties: false,
    properties: {
      select: { type: 'string', minLength: 1, description: 'a selection, as for --select' },
      versions: list(VERSIONS, 'a list of versions, quoted: ["1.1", "1.2", "1.3"]'),
      syntaxes: list(SYNTAXES, 'a list of xml, wbxml'),
    },
  },
};

/** All profiles of a file. @throws ConfigurationError for a file that cannot be used */
export function profilesIn(file: string): Readonly<Record<string, Profile>> {
  if (!existsSync(file)) return {};
  const text = readText(file, 'file of profiles');
  return text.trim() === ''
    ? {}
    : parseYaml<Record<string, Profile>>(text, file, PROFILES_SCHEMA, 'file of profiles').value;
}

/** @throws UsageError if there is no such profile */
export function profileNamed(name: string, file: string): Profile {
  if (name === ROBUSTNESS) throw new UsageError(`--profile ${ROBUSTNESS} goes with "impsc run"`);
  const profiles = profilesIn(file);
  const found = profiles[name];
  if (found !== undefined) return found;
  const names = Object.keys(profiles);
  const [near] = nearest(name, names);
  const hint =
    names.length === 0
      ? `${file} has none`
      : near === undefined
        ? `there are ${names.join(', ')}`
        : `did you mean ${near}?`;
  throw new UsageError(`--profile ${name}: there is no such profile; ${hint}`);
}

/** Writes a profile beside the others of its file. */
export function saveProfile(name: string, profile: Profile, file: string): void {
  if (name === ROBUSTNESS) throw new UsageError(`${ROBUSTNESS} is a profile of the suite itself; choose another name`);
  const known = Object.entries(profile).filter(([, value]) => value !== undefined);
  if (known.length === 0) throw new UsageError('a profile selects something: give --select, --version or --syntax');
  const text = stringify({ ...profilesIn(file), [name]: Object.fromEntries(known) });
  parseYaml(text, file, PROFILES_SCHEMA, 'file of profiles');
  writeWhole(resolve(file), text);
}

interface Selecting {
  readonly profile?: string;
  readonly profiles?: string;
  readonly select?: string;
  readonly version?: readonly Version[];
  readonly syntax?: readonly Syntax[];
}

/** The options of a command with what its profile selects. @throws UsageError where both say the same */
export function withProfile<O extends Selecting>(options: O): O {
  const { profile: name, profiles: file = PROFILES_FILE } = options;
  if (name === undefined) return options;
  const { select, versions, syntaxes } = profileNamed(name, file);
  const twice = (
    [
      ['select', select],
      ['version', versions],
      ['syntax', syntaxes],
    ] as const
  ).find(([key, value]) => value !== undefined && options[key] !== undefined);
  if (twice !== undefined) throw new UsageError(`--${twice[0]} and the profile ${name} both say what to run`);
  return {
    ...options,
    ...(select !== undefined && { select }),
    ...(versions !== undefined && { version: versions }),
    ...(syntaxes !== undefined && { syntax: syntaxes }),
  };
}
