/** `impsc show`: everything the suite knows of one id or name. */
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { SERVER_MONITORS } from '../../conformance/monitors/index.ts';
import { nearest } from '../../conformance/nearest.ts';
import { defects, variants } from '../../proof/index.ts';
import { PRIMITIVE_NAMES } from '../../protocol/facts/primitives.ts';
import { STATUS_CODES, statusCode } from '../../protocol/facts/status-codes.ts';
import { glossaryTerm } from '../../report/view/glossary.ts';
import { attributeNamed } from '../../report/view/presence-attributes.ts';
import { UsageError } from '../failure.ts';
import { findProject } from '../project.ts';
import { showAmbiguity, showArea, showItem, showRow, showSource, showTable } from '../show/catalogue.ts';
import { type Known, knownOf } from '../show/known.ts';
import { monitorNamed, showMonitor } from '../show/monitor.ts';
import { defectNamed, showDefect, showVariant, variantNamed } from '../show/proof.ts';
import {
  attributeNames,
  elementNamed,
  elementNames,
  primitiveNamed,
  showAttribute,
  showElement,
  showPrimitive,
  showStatusCode,
} from '../show/protocol.ts';
import { showRequirement } from '../show/requirement.ts';
import { asJson, printed, type Shown } from '../show/shown.ts';

export interface ShowCommandOptions {
  readonly json?: boolean;
}

export async function showCommand({ json = false }: ShowCommandOptions, id = ''): Promise<number> {
  const shown = await describe(id, knownOf(findProject()));
  if (shown === undefined) {
    const near = [...new Set([...catalogue.nearest(id.toUpperCase()), ...nearest(id, names())])];
    const hint =
      near.length === 0 ? '; "impsc show --help" tells what there is' : `; the nearest are ${near.join(', ')}`;
    throw new UsageError(`nothing has the id "${id}"${hint}`);
  }
  process.stdout.write(json ? asJson(shown) : printed(shown));
  return 0;
}

type Finder = (name: string, known: Known) => Shown | Promise<Shown> | undefined;

/** A finder of things that are looked up by name. */
function by<T>(
  find: (name: string) => T | undefined,
  show: (found: T, known: Known) => Shown | Promise<Shown>,
): Finder {
  return (name, known) => {
    const found = find(name);
    return found === undefined ? undefined : show(found, known);
  };
}

/** In the order in which a name is looked up. */
const FINDERS: readonly Finder[] = [
  by((name) => catalogue.requirement(name.toUpperCase()), showRequirement),
  by((name) => catalogue.item(name.toUpperCase()), showItem),
  by((name) => catalogue.area(name.toUpperCase()), showArea),
  by((name) => catalogue.areas.find(({ folder }) => folder === name), showArea),
  by((name) => catalogue.ambiguity(name.toUpperCase()), showAmbiguity),
  (name) => row(name.toUpperCase()),
  by((name) => statusCode(Number(name)), showStatusCode),
  by(attributeNamed, showAttribute),
  by(primitiveNamed, showPrimitive),
  by(defectNamed, (defect, { sources }) => showDefect(defect, sources)),
  by(variantNamed, (variant, { sources }) => showVariant(variant, sources)),
  by((name) => catalogue.table(name.toLowerCase()), showTable),
  by((name) => catalogue.sources.find(({ tag }) => tag === name.toLowerCase()), showSource),
  by(monitorNamed, (monitor, { sources }) => showMonitor(monitor, sources)),
  by(elementNamed, showElement),
  by(glossaryTerm, ({ term, meaning }) => ({
    kind: 'term',
    id: term,
    title: `${term}  term`,
    fields: [['meaning', meaning]],
  })),
];

function row(id: string): Shown | undefined {
  for (const release of ['1.3', '1.2'] as const) {
    const found = catalogue.erdef(release).rows.find((one) => one.id === id);
    if (found !== undefined) return showRow(found, release);
  }
  return undefined;
}

/** Everything known of a name; undefined for a name nobody has. */
export async function describe(name: string, known: Known): Promise<Shown | undefined> {
  for (const find of FINDERS) {
    const shown = await find(name, known);
    if (shown !== undefined) return shown;
  }
  return undefined;
}

/** The names that `catalogue.nearest` does not know. */
function names(): readonly string[] {
  return [
    ...attributeNames(),
    ...PRIMITIVE_NAMES,
    ...defects.map(({ id }) => id),
    ...variants.map(({ id }) => id),
    ...catalogue.ambiguities.map(({ id }) => id),
    ...catalogue.sources.map(({ tag }) => tag),
    ...STATUS_CODES.map(({ code }) => String(code)),
    ...SERVER_MONITORS.map(({ name }) => name),
    ...elementNames(),
  ];
}
