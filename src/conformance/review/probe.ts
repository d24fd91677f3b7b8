/** Finds out what a server offers by logging in, version by version and syntax by syntax: the beginnings of an ICS. */
import { AnswerError } from '../../client/errors.ts';
import type { Syntax } from '../../protocol/configuration.ts';
import { syntaxesOf } from '../../protocol/configuration.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import { redactor } from '../../transport/redact.ts';
import { createTap } from '../../transport/tap.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Ixit } from '../ics/types.ts';
import { offeredBy } from './negotiated.ts';
import { visiting } from './visit.ts';

export interface Probed {
  /** False if nothing answered at all. */
  readonly reached: boolean;
  readonly versions: readonly Version[];
  readonly syntaxes: readonly Syntax[];
  /** Optional items whose functions are offered, with the versions. */
  readonly claimed: readonly { readonly item: string; readonly versions: readonly Version[] }[];
  /** Configurations in which nobody could log in or negotiate, with the reason. */
  readonly refused: readonly { readonly configuration: string; readonly why: string }[];
}

/** Unknown user, wrong password, user not allowed: the same in every version and syntax. */
const WRONG_LOGIN: ReadonlySet<number> = new Set([403, 409, 531]);

/** Never throws for what the server does. */
export async function probe(ixit: Ixit, catalogue: Catalogue): Promise<Probed> {
  const tap = createTap();
  const { text: clean } = redactor(ixit.secrets);
  const offered = new Map<Version, Set<string>>();
  const syntaxes = new Set<Syntax>();
  const refused: { configuration: string; why: string }[] = [];
  for (const version of VERSIONS) {
    for (const syntax of syntaxesOf(version)) {
      try {
        const open = { capabilityList: false, services: false } as const;
        const visit = { ixit, configuration: { version, syntax }, account: ixit.accounts.alice, party: 'alice' };
        const leaves = await visiting({ ...visit, open, tap }, offeredBy);
        syntaxes.add(syntax);
        // Codes that plain text cannot name cannot be refused in it, either.
        const own = offered.get(version) ?? new Set();
        offered.set(version, own);
        if (syntax !== 'pts') for (const leaf of leaves) own.add(leaf);
      } catch (error) {
        const wrong = error instanceof AnswerError && WRONG_LOGIN.has(error.code ?? 0);
        refused.push({
          configuration: `${version}-${syntax}`,
          why: clean(error instanceof Error ? error.message : String(error)),
        });
        const reached = tap.exchanges.some(({ response }) => response !== undefined);
        // Nobody tries a wrong password again and again: the account might be locked.
        if (!reached || wrong) return { reached, versions: [], syntaxes: [], claimed: [], refused };
      }
    }
  }
  const versions = VERSIONS.filter((version) => offered.has(version));
  return { reached: true, versions, syntaxes: [...syntaxes], claimed: claimedIn(catalogue, offered), refused };
}

/** Optional items whose functions are offered, and the features that their claims imply, in the order of the tables. */
function claimedIn({ items }: Catalogue, offered: ReadonlyMap<Version, ReadonlySet<string>>): Probed['claimed'] {
  const claims = new Map<string, Set<Version>>();
  const claim = (id: string, version: Version): boolean => {
    const versions = claims.get(id) ?? new Set();
    claims.set(id, versions);
    return versions.size < versions.add(version).size;
  };
  for (const [version, codes] of offered) {
    const optional = items.filter(({ role, status }) => role === 'server' && status[version] === 'O');
    let open = optional.filter(
      ({ functionCodes }) => functionCodes.length > 0 && functionCodes.every((code) => codes.has(code)),
    );
    // A feature has no code of its own: it is there where anything of it is.
    while (open.length > 0) {
      const implied = new Set(open.filter(({ id }) => claim(id, version)).flatMap(({ requires }) => named(requires)));
      open = optional.filter(({ id, functionCodes }) => functionCodes.length === 0 && implied.has(id));
    }
  }
  return items.flatMap(({ id }) => {
    const versions = claims.get(id);
    return versions === undefined ? [] : [{ item: id, versions: [...versions] }];
  });
}

/** The items that an expression names. */
function named(expression: string | null): readonly string[] {
  return expression?.match(/IMPS-[A-Z0-9-]+/g) ?? [];
}
