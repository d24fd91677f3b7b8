/** The implementation a command is about: one that a file describes, or the reference server, with a defect if one is named. */
import { catalogue } from '../conformance/catalogue/catalogue.ts';
import { knownTo } from '../conformance/ics/known.ts';
import { loadIut } from '../conformance/ics/load.ts';
import type { IutDescription } from '../conformance/ics/types.ts';
import type { IutAdapter } from '../conformance/iut/adapter.ts';
import { programIut } from '../conformance/iut/program.ts';
import { remoteIut } from '../conformance/iut/remote.ts';
import { embeddedClient } from '../embedded/client-iut.ts';
import { embeddedIut } from '../embedded/iut.ts';
import { asOneServer } from '../proof/matrix/variant-runs.ts';
import type { ClientChange } from '../proof/types.ts';
import { watchClient } from '../watch/clients.ts';
import { UsageError } from './failure.ts';
import { defectNamed, variantNamed } from './seeded.ts';

/** @throws ConfigurationError for a file that cannot be used */
export function describedIn(file: string): IutDescription {
  return loadIut(file, knownTo(catalogue));
}

/**
 * @throws UsageError for a defect or variant of an implementation that is not the reference server, for one that does not
 * exist, and for both at once
 */
export function implementation(iut: string | undefined, defect: string | undefined, variant?: string): IutAdapter {
  if (iut === undefined) {
    if (variant !== undefined) {
      if (defect !== undefined) throw new UsageError('--defect and --variant: one of them at a time');
      return embeddedIut(asOneServer([variantNamed(variant)]));
    }
    if (defect === undefined) return embeddedIut();
    const { change, handset, title } = defectNamed(defect);
    if (handset !== undefined) return simulatedClient(handset, `Simulated client that ${title}`);
    return embeddedIut({ change, name: `Reference server that ${title}` });
  }
  if (variant !== undefined) throw new UsageError('--variant is of the reference server; it does not go with --iut');
  if (defect !== undefined) throw new UsageError('--defect is of the reference server; it does not go with --iut');
  const description = describedIn(iut);
  return description.program === undefined ? remoteIut(description) : programIut(description, description.program);
}

/** The simulated client, which proves the scenarios of clients. */
export function simulatedClient(change?: ClientChange, name?: string): IutAdapter {
  return embeddedClient({ watch: watchClient, change, name });
}
