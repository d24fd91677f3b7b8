/** Which items an implementation claims in a version, and why. */
import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Item } from '../catalogue/types.ts';
import { truthOf } from '../expressions/evaluate.ts';
import type { Expression } from '../expressions/expression.ts';
import { expressionOf } from '../expressions/parse.ts';
import { truth } from '../expressions/truth.ts';
import { speaksSsp } from '../ics/ssp.ts';
import type { Claim, Ics, Role } from '../ics/types.ts';

export interface ItemClaim {
  readonly claimed: boolean;
  /** Reads after the item's id: `is mandatory`, `is not claimed`, `does not exist in 1.1`. */
  readonly because: string;
}

/** Without a syntax a claim holds where it holds in one of the claimed syntaxes at least. */
export interface Claims {
  of(item: string, version: Version, syntax?: Syntax): ItemClaim;
  claimed(item: string, version: Version, syntax?: Syntax): boolean;
  /** Claimed in at least one version of the ICS. */
  claimedAtAll(item: string): boolean;
  /** Function codes of the service tree that follow from the claims. */
  functions(version: Version): readonly string[];
}

const conditions = new Map<string, Expression>();

/** The truth of a condition of an item or a requirement, over claims. The conditions of the tables are parsed once. */
export function conditionHolds(condition: string, claimed: (item: string) => boolean): boolean {
  let expression = conditions.get(condition);
  if (expression === undefined) {
    expression = expressionOf(condition, { allowNot: true });
    conditions.set(condition, expression);
  }
  return truthOf(expression, (name) => truth(claimed(name))) === 'true';
}

/** The role of an implementation that an item is about. */
export function roleOf(item: Item): Role {
  if (item.role === 'client') return 'csp-client';
  return item.table.startsWith('ssp') ? 'ssp-server' : 'csp-server';
}

/** Tables that belong to a syntax: their items are claimed with it. */
const SYNTAX_TABLES: Readonly<Record<string, 'xml' | 'wbxml' | 'pts'>> = {
  'csp-xmls': 'xml',
  'pa-xmls': 'xml',
  'csp-wbxml': 'wbxml',
  'csp-pts': 'pts',
};
/** Tables that count for who claims presence: the item, by the role of the row. */
const PRESENCE_TABLES = new Set(['pa', 'pa-xmls']);
const PRESENCE: Readonly<Record<Item['role'], string>> = {
  server: 'IMPS-CSP-S-PRESENCE',
  client: 'IMPS-CSP-C-PRESENCE',
};

/** Works the claims of an ICS out over the whole catalogue. */
export function readClaims(catalogue: Catalogue, ics: Ics): Claims {
  const perSyntax = [...ics.claimed, ...ics.notClaimed].some((claim) => claim.syntaxes !== undefined);
  const known = new Map<string, ReadonlyMap<string, ItemClaim>>();
  for (const version of ics.versions) {
    known.set(version, claimsIn(catalogue, ics, version, undefined));
    if (!perSyntax) continue;
    for (const syntax of ics.syntaxes) known.set(`${version}-${syntax}`, claimsIn(catalogue, ics, version, syntax));
  }
  const of = (id: string, version: Version, syntax?: Syntax): ItemClaim =>
    (known.get(`${version}-${syntax}`) ?? known.get(version))?.get(id) ?? {
      claimed: false,
      because: ics.versions.includes(version)
        ? 'is no item of the catalogue'
        : `cannot count: version ${version} is not claimed`,
    };
  return {
    of,
    claimed: (id, version, syntax) => of(id, version, syntax).claimed,
    claimedAtAll: (id) => ics.versions.some((version) => of(id, version).claimed),
    functions: (version) =>
      catalogue.items
        .filter((item) => item.role === 'server' && of(item.id, version).claimed)
        .flatMap((item) => item.functionCodes),
  };
}

function claimsIn(
  catalogue: Catalogue,
  ics: Ics,
  version: Version,
  syntax: Syntax | undefined,
): ReadonlyMap<string, ItemClaim> {
  // Without a syntax, what is claimed in one counts, and what is not claimed in all.
  const here = ({ syntaxes }: Claim, enough: 'some' | 'every') =>
    syntaxes === undefined || (syntax === undefined ? ics.syntaxes : [syntax])[enough]((s) => syntaxes.includes(s));
  const named = (claims: readonly Claim[], enough: 'some' | 'every') =>
    claims
      .filter((c) => (c.versions === undefined || c.versions.includes(version)) && here(c, enough))
      .map((c) => c.item);
  const claimed = new Set(named(ics.claimed, 'some'));
  const notClaimed = new Set(named(ics.notClaimed, 'every'));
  const result = new Map<string, ItemClaim>();
  const holds = (expression: string) =>
    truthOf(expressionOf(expression, { allowNot: true }), (name) => truth(result.get(name)?.claimed ?? false)) ===
    'true';

  const decide = (item: Item): ItemClaim => {
    const no = (because: string): ItemClaim => ({ claimed: false, because });
    const role = roleOf(item);
    if (!ics.roles.includes(role)) return no(`belongs to the role ${role}, which is not claimed`);
    if (role === 'ssp-server' && !speaksSsp(ics, version)) {
      return no(`is about the server-server protocol ${version}, which is not claimed`);
    }
    const status = item.status[version];
    if (status === 'NA') return no(`does not exist in ${version}`);
    if (notClaimed.has(item.id))
      return no(status === 'O' ? 'is expressly not claimed' : 'is expressly not claimed, though mandatory');
    const own = SYNTAX_TABLES[item.table];
    if (own !== undefined && !claimed.has(item.id) && !ics.syntaxes.includes(own)) {
      return no(`belongs to the syntax ${own}, which is not claimed`);
    }
    if (PRESENCE_TABLES.has(item.table) && !claimed.has(item.id) && result.get(PRESENCE[item.role])?.claimed !== true) {
      return no(`counts where presence is claimed (${PRESENCE[item.role]})`);
    }
    if (status === 'C') {
      const condition = item.condition ?? '';
      if (condition !== '' && !holds(condition)) return no(`counts where ${condition} holds, which it does not`);
      return { claimed: true, because: `is mandatory, since ${condition} holds` };
    }
    if (status === 'M') return { claimed: true, because: 'is mandatory' };
    if (claimed.has(item.id)) return { claimed: true, because: 'is claimed' };
    if (ics.optional === 'all' && item.assessable === undefined) {
      return { claimed: true, because: 'is claimed with all optional items' };
    }
    return no('is optional and not claimed');
  };

  // Conditions name other items, whose own conditions may come later in the tables: until nothing changes. Conditions
  // with NOT could go round in circles; none of the tables does, and the bound is there for one that would.
  for (let round = 0; round < 10; round++) {
    let changed = false;
    for (const item of catalogue.items) {
      const now = decide(item);
      if (result.get(item.id)?.claimed !== now.claimed) changed = true;
      result.set(item.id, now);
    }
    if (!changed) break;
  }
  return result;
}
