/** `impsc profile`: named selections. */
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { loadFeatures } from '../../conformance/features/features.ts';
import { parseSelection } from '../../conformance/selection/selection.ts';
import type { Syntax } from '../../protocol/configuration.ts';
import type { Version } from '../../protocol/version.ts';
import { visible } from '../../report/view/octets.ts';
import { PROFILES_FILE, profilesIn, saveProfile } from '../profiles.ts';
import { findProject } from '../project.ts';

export interface ProfileOptions {
  readonly profiles?: string;
  readonly select?: string;
  readonly version?: readonly Version[];
  readonly syntax?: readonly Syntax[];
}

export async function profileSaveCommand(options: ProfileOptions, name = ''): Promise<number> {
  const { profiles: file = PROFILES_FILE, select, version: versions, syntax: syntaxes } = options;
  if (select !== undefined) parseSelection(select, catalogue, loadFeatures('features', findProject().root).scenarios);
  saveProfile(name, { select, versions, syntaxes }, file);
  process.stdout.write(`Saved in ${file}: impsc run --profile ${name}\n`);
  return 0;
}

export async function profileListCommand({ profiles: file = PROFILES_FILE }: ProfileOptions): Promise<number> {
  const all = Object.entries(profilesIn(file));
  if (all.length === 0) process.stdout.write(`${file} has no profiles ("impsc profile save" writes one)\n`);
  for (const [name, { select, versions, syntaxes }] of all) {
    const parts = [select, versions?.join(', '), syntaxes?.join(', ')].filter((part) => part !== undefined);
    process.stdout.write(`${name}  ${visible(parts.join('; '))}\n`);
  }
  return 0;
}
