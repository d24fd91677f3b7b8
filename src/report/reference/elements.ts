/** Content models as a reader looks them up: children with their occurrence, types, tokens of WBXML, places. */
import {
  type CompiledElement,
  childModel,
  compile,
  definitionOf,
  elementKeys,
  localName,
  type Rule,
} from '../../protocol/messages/compile.ts';
import { tablesOf } from '../../protocol/syntax/wbxml/tables.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import type { ReferenceChild, ReferenceElement, ReferenceForm } from '../view/reference.ts';

export function referenceElements(): readonly ReferenceElement[] {
  const keys = [...new Set(VERSIONS.flatMap((version) => elementKeys(version)))];
  const parents = parentsOf(keys);
  return keys.map((key) => ({
    key,
    name: localName(key),
    namespace: definitionOf(key)?.namespace ?? '',
    note: definitionOf(key)?.note,
    tokens: VERSIONS.flatMap((version) => {
      if (compile(version, key) === undefined) return [];
      const tag = tablesOf(version).tagFor?.(localName(key));
      return tag === undefined ? [] : [[version, `${hex(tag.page, 1)} / ${hex(tag.token, 2)}`] as const];
    }),
    forms: formsOf(key),
    parents: parents.get(key) ?? [],
  }));
}

function hex(n: number, digits: number): string {
  return n.toString(16).toUpperCase().padStart(digits, '0');
}

function parentsOf(keys: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, Set<string>>();
  for (const parent of keys) {
    for (const version of VERSIONS) {
      for (const { key } of compile(version, parent)?.slots ?? []) {
        parents.set(key, (parents.get(key) ?? new Set()).add(parent));
      }
    }
  }
  return new Map([...parents].map(([key, found]) => [key, [...found]]));
}

/** Versions of one content share a form. */
function formsOf(key: string): readonly ReferenceForm[] {
  const forms = new Map<string, { form: CompiledElement; versions: Version[] }>();
  for (const version of VERSIONS) {
    const form = compile(version, key);
    if (form === undefined) continue;
    const same = JSON.stringify([form.notation, form.text?.values, form.confidence]);
    const known = forms.get(same);
    if (known === undefined) forms.set(same, { form, versions: [version] });
    else known.versions.push(version);
  }
  return [...forms.values()].map(({ form, versions }) => ({
    versions,
    confidence: form.confidence,
    notation: form.notation,
    children: childrenOf(form),
    type: form.text?.type ?? (form.kind === 'children' ? undefined : form.kind),
    values: (form.text?.values ?? []).map((value) => [value, valueToken(form, value)] as const),
    open: form.text?.open === true,
  }));
}

function valueToken({ version, name }: CompiledElement, value: string): string {
  const token = tablesOf(version).extTFor?.(value, name);
  return token === undefined ? '' : hex(token.value, 2);
}

function childrenOf(form: CompiledElement): readonly ReferenceChild[] {
  const { rule, slots } = form;
  return slots
    .filter((slot) => childModel(slot) !== undefined)
    .map((slot) => {
      if (rule === undefined) return { key: slot.key, occurs: '0..1' };
      const { min, max } = occurrence(rule, slot.index) ?? { min: 0, max: 1 };
      return {
        key: slot.key,
        occurs: min === max ? String(min) : `${min}..${max === Number.POSITIVE_INFINITY ? '*' : max}`,
      };
    });
}

/** Least and greatest number of a child within a rule; undefined where the rule does not name it. */
function occurrence(rule: Rule, slot: number): { readonly min: number; readonly max: number } | undefined {
  if (rule.kind === 'ref') return rule.slot.index === slot ? { min: rule.min, max: rule.max } : undefined;
  const parts = rule.rules.map((inner) => occurrence(inner, slot));
  const named = parts.filter((part) => part !== undefined);
  if (named.length === 0) return undefined;
  const total = (values: readonly number[], all: boolean) =>
    all ? values.reduce((a, b) => a + b, 0) : Math.max(...values);
  const sequence = rule.kind === 'seq';
  // In a choice a child that one alternative lacks may be missing.
  const min = sequence
    ? total(
        named.map((part) => part.min),
        true,
      )
    : Math.min(...parts.map((part) => part?.min ?? 0));
  const max = total(
    named.map((part) => part.max),
    sequence,
  );
  return { min: min * rule.min, max: rule.max === 1 ? max : Number.POSITIVE_INFINITY };
}
