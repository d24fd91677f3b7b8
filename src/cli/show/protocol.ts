/** The protocol: primitives, elements, status codes, presence attributes, and the requirements that are about them. */
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import type { Requirement } from '../../conformance/catalogue/types.ts';
import { PRESENCE_ATTRIBUTES, type PresenceAttribute } from '../../protocol/facts/presence.ts';
import { answersTo, functionOf, PRIMITIVE_NAMES, primitiveFacts } from '../../protocol/facts/primitives.ts';
import type { StatusCode } from '../../protocol/facts/status-codes.ts';
import { compile, definitionOf, elementKeys } from '../../protocol/messages/compile.ts';
import { VERSIONS } from '../../protocol/version.ts';
import { attributeFacts, attributesIn } from '../../report/view/presence-attributes.ts';
import type { Known } from './known.ts';
import { each, type Field, given, type Shown } from './shown.ts';
import type { Sources } from './sources.ts';

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** The names of all elements of CSP and of the presence attributes, in any version. */
export function elementNames(): readonly string[] {
  return [...new Set(VERSIONS.flatMap((version) => elementKeys(version)))];
}

export const primitiveNamed = (name: string): string | undefined => PRIMITIVE_NAMES.find((one) => same(one, name));
export const elementNamed = (name: string): string | undefined => elementNames().find((one) => same(one, name));
export const attributeNames = (): readonly string[] => PRESENCE_ATTRIBUTES.map(({ name }) => name);

/** Places at which the reference server takes a request, or sends what it sends of its own accord. */
export function handlerPlaces(primitive: string, sources: Sources): readonly string[] {
  const name = `'${primitive}'`;
  const found = sources.places(['src/server'], name, /^\s*(async )?'[\w-]+'\s*[:(]/);
  if (found.length > 0 || primitiveFacts(primitive)?.role !== 'notification') return found;
  return sources.places(['src/server'], name, /(name: |\()'/).slice(0, 3);
}

const statements = (requirements: readonly Requirement[]): readonly Field[] =>
  requirements.map((r): Field => [r.id, r.statement]);

export function showPrimitive(name: string, { features, sources }: Known): Shown {
  const facts = primitiveFacts(name);
  const versions = facts?.versions ?? [];
  const requirements = catalogue.requirements.filter((r) => r.primitives.includes(name));
  const ids = new Set(requirements.map((r) => r.id));
  const scenarios = features.scenarios.filter((s) => s.requirements.some((id) => ids.has(id)));
  const answers = versions.map((v) => `${v}: ${answersTo(name, v).join(', ')}`).filter((text) => !text.endsWith(': '));
  return {
    kind: 'primitive',
    id: name,
    title: `${name}  primitive`,
    fields: [
      ...given('transaction', facts?.transaction),
      ...given('direction', facts?.direction.replace('C->S', 'client to server').replace('S->C', 'server to client')),
      ['versions', versions.join(', ')],
      ...given('session', facts?.session),
      ...each(
        'function',
        versions.map((v) => `${v}: ${functionOf(name, v)}`),
      ),
      ...each('answered by', answers),
      ...each('handler', handlerPlaces(name, sources)),
      ['items', catalogue.items.flatMap((i) => (i.primitives.includes(name) ? [i.id] : [])).join(', ') || 'none'],
      ['scenarios', `${scenarios.length} check requirements about it`],
      ...given('note', facts?.note),
      ...statements(requirements),
    ],
    listings: contents(name),
  };
}

export function showElement(name: string): Shown {
  const definition = definitionOf(name);
  const versions = VERSIONS.filter((version) => compile(version, name) !== undefined);
  const parents = elementNames().filter((one) =>
    versions.some((version) => compile(version, one)?.slots.some((slot) => slot.key === name)),
  );
  return {
    kind: 'element',
    id: name,
    title: `${name}  element`,
    fields: [
      ['namespace', [definition?.namespace ?? '', ...(definition?.alsoIn ?? [])].join(', ')],
      ['versions', versions.map((v) => `${v} (confidence ${compile(v, name)?.confidence})`).join(', ')],
      ['stands in', parents.join(', ') || 'no other element'],
      ...given('note', definition?.note),
    ],
    listings: contents(name),
  };
}

/** The content model of each version; versions of one content share a listing. */
function contents(name: string): readonly { readonly heading: string; readonly text: string }[] {
  const byNotation = new Map<string, string[]>();
  for (const version of VERSIONS) {
    const notation = compile(version, name)?.notation;
    if (notation !== undefined) byNotation.set(notation, [...(byNotation.get(notation) ?? []), version]);
  }
  return [...byNotation].map(([notation, versions]) => ({
    heading: `content in ${versions.join(', ')}`,
    text: `  ${notation}`,
  }));
}

export function showStatusCode(status: StatusCode): Shown {
  const { code } = status;
  const citing = catalogue.requirements.filter((r) => r.statusCode === code || r.altStatusCodes.includes(code));
  return {
    kind: 'status code',
    id: String(code),
    title: `${code}  ${status.name}`,
    fields: [
      ['meaning', status.meaning],
      ['class', status.class],
      ['versions', status.versions.join(', ')],
      ['confidence', status.confidence],
      ['used by', status.usedBy.join(', ').replace(/^\*$/, 'any answer')],
      ...given('note', status.note),
      ...citing.map((r): Field => [r.id, `${r.statement}${r.statusCode === code ? '' : ' (accepted)'}`]),
    ],
  };
}

export function showAttribute(attribute: PresenceAttribute): Shown {
  const mentioning = catalogue.requirements.filter((r) =>
    attributesIn(`${r.statement}\n${r.oracle}`).includes(attribute),
  );
  return {
    kind: 'presence attribute',
    id: attribute.name,
    title: `${attribute.name}  presence attribute`,
    fields: [...attributeFacts(attribute), ...statements(mentioning)],
  };
}
