/** `impsc version` */
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { RESULTS_SCHEMA } from '../../results/results.ts';
import { commitOf, findProject } from '../project.ts';

export async function versionCommand({ json }: { readonly json?: boolean }): Promise<number> {
  const { root, version } = findProject();
  const facts = {
    version,
    commit: commitOf(root),
    node: process.version,
    results: RESULTS_SCHEMA,
    requirements: catalogue.requirements.length,
    items: catalogue.items.length,
  };
  process.stdout.write(
    json === true
      ? `${JSON.stringify(facts)}\n`
      : `imps-conformance ${version} (${facts.commit}), Node ${facts.node}, ${facts.requirements} requirements of ${facts.items} items\n`,
  );
  return 0;
}
