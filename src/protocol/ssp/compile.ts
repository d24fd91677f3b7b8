/** Content models of SSP in the form that reader and writer run on: per version and element, compiled on first use. */
import { SSP_VERSIONS, type SspVersion, sspElements } from '../elements/ssp/index.ts';
import { type Child, type Shape, shapeOf } from '../messages/compile.ts';
import type { Attributes, Model } from '../model/combinators.ts';
import type { Confidence } from '../version.ts';

export interface SspShape extends Shape<Child> {
  readonly name: string;
  readonly version: SspVersion;
  readonly confidence: Confidence;
  /** The name was seen on the wire. */
  readonly attested: boolean;
  readonly attributes: Attributes;
  /** Text may stand beside the children. */
  readonly mixed: boolean;
}

interface AnyDefinition {
  readonly attributes: Attributes;
  readonly forms: readonly {
    readonly confidence: { readonly [V in SspVersion]?: Confidence };
    readonly model: Model;
  }[];
  readonly attested: boolean;
  readonly mixed: boolean;
}

const registry: Readonly<Record<string, AnyDefinition>> = sspElements;
const caches: Readonly<Record<SspVersion, Map<string, SspShape | undefined>>> = { '1.2': new Map(), '1.3': new Map() };

/** The compiled model of an SSP element; undefined where the version does not have it. */
export function compileSsp(version: SspVersion, name: string): SspShape | undefined {
  const cache = caches[version];
  if (cache.has(name)) return cache.get(name);
  if (!Object.hasOwn(registry, name)) return undefined;
  const shape = modelOf(version, name, registry[name]);
  cache.set(name, shape);
  return shape;
}

function modelOf(version: SspVersion, name: string, definition: AnyDefinition | undefined): SspShape | undefined {
  const form = definition?.forms.find((f) => f.confidence[version] !== undefined);
  if (definition === undefined || form === undefined) return undefined;
  const { attributes, attested, mixed } = definition;
  const child = (key: string, index: number, repeated: boolean): Child => ({ name: key, index, repeated });
  const confidence = form.confidence[version] ?? 'low';
  return { name, version, confidence, attested, attributes, mixed, ...shapeOf(form.model, child) };
}

/** The names of all SSP elements of a version. */
export function sspNames(version: SspVersion): string[] {
  return Object.keys(registry).filter((name) => compileSsp(version, name) !== undefined);
}

/** The versions that have an SSP element. */
export function sspVersionsOf(name: string): SspVersion[] {
  return SSP_VERSIONS.filter((version) => compileSsp(version, name) !== undefined);
}
