/** Common ground of all processes of a run: the loaded suite, the built mutants, the claims of the unchanged server. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findProject, type Project } from '../../src/cli/project.ts';
import { loadSteps, type SupportCode } from '../../src/conformance/cucumber/cucumber.ts';
import { type FeatureIndex, loadFeatures } from '../../src/conformance/features/features.ts';
import type { Ics, Ixit } from '../../src/conformance/ics/types.ts';
import type { IutAdapter } from '../../src/conformance/iut/adapter.ts';
import type { Mutant } from './instrument.ts';
import { install, switchOn } from './switches.ts';

export type Claims = { readonly ics: Ics; readonly ixit: Ixit };

export interface Workshop {
  readonly mutants: readonly Mutant[];
  readonly features: FeatureIndex;
  readonly support: SupportCode;
  /** The server with one mutant on, or with none, from newly loaded modules. @throws if they cannot be loaded */
  server(mutant: number | undefined, claims?: Claims): Promise<Subject>;
}

export interface Subject {
  readonly adapter: IutAdapter;
  /** Faults the server logged of itself. No client sees them, so no run is told of them. */
  readonly logged: readonly unknown[];
}

/** Folder for the files of a run; none of them is tracked. */
export interface Place {
  readonly folder: string;
  readonly build: string;
  readonly coverage: string;
}

export function placeIn(folder: string): Place {
  return { folder, build: join(folder, 'build'), coverage: join(folder, 'coverage.json') };
}

/** The compiled suite: the build must import the same modules that this process runs. */
export function compiledOf({ root }: Pick<Project, 'root'>): string {
  const compiled = join(root, 'dist');
  if (!existsSync(join(compiled, '.compiled')))
    throw new Error(`nothing is compiled in ${compiled}; run npm run mutants`);
  return compiled;
}

const listOf = ({ build }: Place) => join(build, 'mutants.json');

export function keepMutants(place: Place, mutants: readonly Mutant[]): void {
  writeFileSync(listOf(place), JSON.stringify(mutants));
}

/** @param below only scenarios of feature files whose path begins so */
export async function openWorkshop(place: Place, below = 'features'): Promise<Workshop> {
  const project = findProject();
  const { root } = project;
  const mutants = JSON.parse(readFileSync(listOf(place), 'utf8')) as Mutant[];
  const folder = `${pathToFileURL(place.build).href}/`;
  install(mutants.length);
  register(new URL('./fresh.js', import.meta.url), { data: { folder } });
  const support = await loadSteps(root, project.steps);
  const { scenarios, problems } = loadFeatures('features', root);
  let loaded = 0;
  return {
    mutants,
    features: { scenarios: scenarios.filter(({ uri }) => uri.startsWith(below)), problems },
    support,
    async server(mutant, claims) {
      switchOn(mutant);
      loaded += 1;
      const module = (await import(
        `${folder}src/embedded/iut.js?${loaded}`
      )) as typeof import('../../src/embedded/iut.ts');
      const { faults, ...adapter } = module.embeddedIut({ name: 'Reference server' });
      return { adapter: claims === undefined ? adapter : claiming(adapter, claims), logged: faults };
    },
  };
}

/** Claims of the unchanged server, as in the file of a vendor, whatever the mutant changes; its addresses are those it has now. */
function claiming(adapter: IutAdapter, { ics, ixit }: Claims): IutAdapter {
  return {
    ...adapter,
    start: async () => {
      const { address, ssp } = (await adapter.start()).ixit;
      const between = ixit.ssp === undefined || ssp === undefined ? ixit.ssp : { ...ixit.ssp, address: ssp.address };
      return { ics, ixit: { ...ixit, address, ssp: between } };
    },
  };
}
