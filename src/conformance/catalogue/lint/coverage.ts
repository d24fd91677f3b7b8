/** Coverage: every primitive and every function code of CSP is the business of some item. */
import { PRIMITIVE_NAMES } from '../../../protocol/facts/primitives.ts';
import { leavesOf } from '../../../protocol/facts/service-tree.ts';
import { VERSIONS } from '../../../protocol/version.ts';
import type { Catalogue } from '../catalogue.ts';
import type { CatalogueProblem } from './problem.ts';

/** Codes of uncertain existence: GETAUT stands in one 1.3 token table, its primitives are gone (AMB-053). */
const UNCERTAIN: ReadonlySet<string> = new Set(['GETAUT 1.3']);

export function lintProtocolCoverage(catalogue: Catalogue): readonly CatalogueProblem[] {
  const problems: CatalogueProblem[] = [];
  const primitives = new Set(catalogue.items.flatMap((item) => item.primitives));
  for (const name of PRIMITIVE_NAMES) {
    if (!primitives.has(name)) problems.push({ rule: 'coverage', where: name, message: 'no item has this primitive' });
  }
  for (const version of VERSIONS) {
    const codes = new Set(
      catalogue.items
        .filter((item) => item.role === 'server' && item.status[version] !== 'NA')
        .flatMap((item) => item.functionCodes),
    );
    for (const leaf of leavesOf(version)) {
      if (!codes.has(leaf) && !UNCERTAIN.has(`${leaf} ${version}`))
        problems.push({ rule: 'coverage', where: leaf, message: `no server item has this code in ${version}` });
    }
  }
  const assessed = catalogue.items.filter((item) => item.requirements.length === 0 && item.assessable !== 'none');
  for (const item of assessed)
    problems.push({ rule: 'coverage', where: item.id, message: 'has no requirement; nothing could ever fail it' });
  return problems;
}
