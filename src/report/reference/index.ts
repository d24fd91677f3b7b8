/** The reference of the page, made of catalogue and protocol. */
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { functionOf, PRIMITIVE_NAMES, primitiveFacts } from '../../protocol/facts/primitives.ts';
import { STATUS_CODES } from '../../protocol/facts/status-codes.ts';
import { GLOSSARY } from '../view/glossary.ts';
import type { Reference, ReferencePrimitive, Seeded } from '../view/reference.ts';
import { referenceElements } from './elements.ts';

/** Everything of it but defects and variants, which the caller knows. */
export function referenceOf(seeded: readonly Seeded[]): Reference {
  return {
    primitives: PRIMITIVE_NAMES.flatMap((name) => primitive(name) ?? []),
    elements: referenceElements(),
    codes: STATUS_CODES.map((status) => ({
      ...status,
      requirements: catalogue.requirements
        .filter((r) => r.statusCode === status.code || r.altStatusCodes.includes(status.code))
        .map((r) => r.id),
    })),
    sources: catalogue.sources,
    openPoints: catalogue.ambiguities,
    seeded,
    glossary: GLOSSARY,
    areas: catalogue.areas.map(({ id, folder, title }) => ({ id, folder, title })),
  };
}

function primitive(name: string): ReferencePrimitive | undefined {
  const facts = primitiveFacts(name);
  if (facts === undefined) return undefined;
  const { transaction, versions, session, area, answeredBy, note } = facts;
  return {
    name,
    transaction,
    direction: DIRECTIONS[facts.direction],
    session: SESSIONS[session],
    versions,
    area,
    functions: versions.flatMap((version) => {
      const code = functionOf(name, version);
      return code === undefined ? [] : [[version, code] as const];
    }),
    answers: answeredBy,
    note,
    items: catalogue.items.filter((item) => item.primitives.includes(name)).map((item) => item.id),
    requirements: catalogue.requirements.filter((r) => r.primitives.includes(name)).map((r) => r.id),
  };
}

const DIRECTIONS = { 'C->S': 'client to server', 'S->C': 'server to client', both: 'both ways' } as const;
const SESSIONS = {
  Inband: 'inside a session',
  Outband: 'outside any session',
  either: 'inside a session or outside',
  none: 'without an envelope',
} as const;
