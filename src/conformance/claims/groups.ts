/**
 * Groups of the expressions: what `CSP-1.3:MSF` is worth for given claims, before a run (claims alone) and after it
 * (claims and outcomes).
 *
 * MCF and MSF hold when every M item, and every C item whose condition holds, is claimed, what it requires holds and,
 * after a run, it did not fail. OCF and OSF are read in one of two ways, see {@link OptionalReading}.
 */
import type { Version } from '../../protocol/version.ts';
import type { Explanation } from '../../results/results.ts';
import type { Group, Item, ItemTable } from '../catalogue/types.ts';
import { evaluate, list, type NameValue } from '../expressions/evaluate.ts';
import { expressionOf } from '../expressions/parse.ts';
import { and, or, type Truth, truth } from '../expressions/truth.ts';

/**
 * OSF and OCF read literally ask for every optional item (`all`). The default asks that at least one is claimed and
 * all claimed ones pass (`claimed`). The document that defines the notation is not at hand.
 */
export type OptionalReading = 'claimed' | 'all';

/** Facts known of the implementation. */
export interface Standing {
  readonly version: Version;
  /** Is the item claimed in this version? `unknown` where nobody said. */
  claimed(item: string): Truth;
  /**
   * After a run: `true` where the item was tested and nothing failed, `false` where something did, `unknown` where it was
   * not tested or stays open. Undefined before a run.
   */
  outcome(item: string): NameValue | undefined;
}

/** The part of the catalogue that groups need. */
export interface GroupTables {
  readonly groups: readonly Group[];
  readonly tables: readonly ItemTable[];
  item(id: string): Item | undefined;
  group(name: string): Group | undefined;
}

export interface GroupOptions {
  readonly optional?: OptionalReading;
}

/** Values of groups and of expressions over items and groups, remembered as long as the evaluator lives. */
export interface GroupEvaluator {
  /** A group that does not exist (the MSCF of the printed S-006) is false. */
  group(name: string): Explanation;
  /** A single item: claimed, what it requires, its outcome. */
  item(id: string): Explanation;
  /** Does a C item's condition, or a requirement's, hold? Evaluated over claims. */
  condition(expression: string): Explanation;
}

interface Checked extends NameValue {
  readonly parts: readonly Explanation[];
}

export function groupEvaluator(tables: GroupTables, standing: Standing, options: GroupOptions = {}): GroupEvaluator {
  const groups = new Map<string, Explanation>();
  const items = new Map<string, Explanation>();
  const open = new Set<string>();

  /** The value of a name in `requires` or in a condition: of a claim, or of a group. */
  function nameValue(name: string): NameValue {
    if (name.includes(':')) {
      const found = group(name);
      return { value: found.value, because: found.because, parts: found.parts };
    }
    if (tables.item(name) === undefined) return { value: 'false', because: 'no item of that name exists' };
    return claimOf(name);
  }

  function claimOf(id: string): NameValue {
    const claimed = standing.claimed(id);
    const words = { true: 'claimed', false: 'not claimed', unknown: 'neither claimed nor denied' };
    return { value: claimed, because: words[claimed] };
  }

  function item(id: string): Explanation {
    const known = items.get(id);
    if (known !== undefined) return known;
    const found = tables.item(id);
    const value = found === undefined ? undefined : checkItem(found);
    const explanation: Explanation =
      value === undefined
        ? { text: id, value: 'false', because: 'no item of that name exists', parts: [] }
        : { text: id, value: value.value, because: value.because, parts: value.parts };
    items.set(id, explanation);
    return explanation;
  }

  function checkItem(found: Item): Checked {
    const claim = claimOf(found.id);
    if (claim.value !== 'true') return { ...claim, parts: [] };
    const needs = found.requires === null ? undefined : evaluate(expressionOf(found.requires), nameValue);
    const parts = needs === undefined ? [] : [needs];
    const outcome = standing.outcome(found.id);
    const value = and([needs?.value ?? 'true', outcome?.value ?? 'true']);
    if (value === 'true')
      return { value, because: `claimed${outcome === undefined ? '' : `, ${outcome.because}`}`, parts };
    if (outcome?.value === 'false') return { value, because: `claimed, but ${outcome.because}`, parts };
    if (needs?.value === 'false')
      return { value, because: `claimed without what it requires: ${needs.because}`, parts };
    return {
      value,
      because: outcome?.value === 'unknown' ? outcome.because : `not known: ${needs?.because ?? ''}`,
      parts,
    };
  }

  /** A mandatory item; undefined where it does not count: not of this status, not assessable, condition false. */
  function mandatoryItem(found: Item): Explanation | undefined {
    const status = found.status[standing.version];
    if ((status !== 'M' && status !== 'C') || found.assessable === 'none') return undefined;
    const when = status === 'C' && found.condition !== undefined ? condition(found.condition) : undefined;
    if (when?.value === 'false') return undefined;
    const met = item(found.id);
    const value = when?.value === 'unknown' ? or([met.value, 'unknown']) : met.value;
    const because = when?.value === 'unknown' ? `${met.because}; whether it is mandatory is not known` : met.because;
    const parts = when === undefined ? met.parts : [...met.parts, when];
    if (value === 'false' && found.statusConfidence === 'low') {
      return { ...met, value: 'unknown', because: `${because}; that it is mandatory is of low confidence`, parts };
    }
    return { ...met, value, because, parts };
  }

  function itemsOf(names: readonly string[], role: Group['role']): readonly Item[] {
    return names.flatMap((name) => {
      const table = tables.tables.find((one) => one.table === name);
      return (table?.items ?? []).filter((one) => one.role === role);
    });
  }

  function mandatoryIn(names: readonly string[], role: Group['role']): readonly Explanation[] {
    return itemsOf(names, role).flatMap((one) => mandatoryItem(one) ?? []);
  }

  /** Tables of the group, those included that count only where an item is claimed. */
  function tablesOf(found: Group): readonly string[] {
    const conditional = (found.where ?? []).filter((one) => standing.claimed(one.claimed) === 'true');
    return [...found.tables, ...conditional.flatMap((one) => one.tables)];
  }

  function mandatory(found: Group): Checked {
    const parts = [...mandatoryIn(tablesOf(found), found.role)];
    if (found.oneOf !== undefined) parts.push(oneOf(found.oneOf, found.role));
    if (parts.length === 0) return { value: 'false', because: `nothing of it exists in ${standing.version}`, parts };
    const value = and(parts.map((part) => part.value));
    const deciding = parts.filter((part) => part.value === value).map((part) => part.text);
    const because = {
      true: `all ${parts.length} mandatory items are met`,
      false: `not met: ${list(deciding)}`,
      unknown: `not known: ${list(deciding)}`,
    }[value];
    return { value, because, parts };
  }

  function oneOf(alternatives: NonNullable<Group['oneOf']>, role: Group['role']): Explanation {
    const parts = alternatives.map((alternative): Explanation => {
      if ('item' in alternative) return item(alternative.item);
      const inner = mandatoryIn(alternative.tables, role);
      const text = alternative.tables.join(', ');
      if (inner.length === 0)
        return { text, value: 'false', because: `nothing of it in ${standing.version}`, parts: [] };
      const value = and(inner.map((part) => part.value));
      const deciding = inner.filter((part) => part.value === value).map((part) => part.text);
      return { text, value, because: value === 'true' ? 'complete' : `incomplete: ${list(deciding)}`, parts: inner };
    });
    const value = or(parts.map((part) => part.value));
    const holding = parts.filter((part) => part.value === 'true').map((part) => part.text);
    const because = value === 'true' ? `complete: ${list(holding)}` : 'no syntax is complete';
    return { text: `one syntax of ${parts.map((part) => part.text).join(', ')}`, value, because, parts };
  }

  function optional(found: Group): Checked {
    const all = itemsOf(tablesOf(found), found.role)
      .filter((one) => one.status[standing.version] === 'O' && one.assessable !== 'none')
      .map((one) => item(one.id));
    if (all.length === 0) return { value: 'false', because: `nothing of it exists in ${standing.version}`, parts: all };
    if (options.optional === 'all') {
      const value = and(all.map((part) => part.value));
      const deciding = all.filter((part) => part.value === value).map((part) => part.text);
      return {
        value,
        because: value === 'true' ? `all ${all.length} options are met` : `not met: ${list(deciding)}`,
        parts: all,
      };
    }
    const claimed = all.filter((part) => standing.claimed(part.text) === 'true');
    if (claimed.length === 0) {
      const perhaps = all.some((part) => standing.claimed(part.text) === 'unknown');
      return { value: perhaps ? 'unknown' : 'false', because: 'no option is claimed', parts: all };
    }
    const value = and(claimed.map((part) => part.value));
    const deciding = claimed.filter((part) => part.value === value).map((part) => part.text);
    const because =
      value === 'true' ? `all ${claimed.length} claimed options are met` : `claimed and not met: ${list(deciding)}`;
    return { value, because, parts: all };
  }

  function group(name: string): Explanation {
    const known = groups.get(name);
    if (known !== undefined) return known;
    const found = tables.group(name);
    let value: Checked;
    if (found === undefined) value = { value: 'false', because: 'no group of that name exists', parts: [] };
    else if (open.has(name))
      throw new Error(`group ${name} requires itself; 'requires' of its items must not go in circles`);
    else {
      open.add(name);
      value = found.kind === 'mandatory' ? mandatory(found) : optional(found);
      open.delete(name);
    }
    const explanation: Explanation = { text: name, value: value.value, because: value.because, parts: value.parts };
    groups.set(name, explanation);
    return explanation;
  }

  function condition(expression: string): Explanation {
    return evaluate(expressionOf(expression, { allowNot: true }), nameValue);
  }

  return { group, item, condition };
}

/** A standing before a run, from the set of claimed items. */
export function claimsOnly(version: Version, claimed: ReadonlySet<string>): Standing {
  return { version, claimed: (item) => truth(claimed.has(item)), outcome: () => undefined };
}
