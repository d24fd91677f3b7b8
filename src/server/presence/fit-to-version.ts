/**
 * Fits a value to a version. A publisher of 1.3 may say more than an older watcher's version has elements for
 * (ClientID, ClientIMPriority, ...): what the version does not have is left out, so that the message stays valid.
 */
import { type Elements, elements } from '../../protocol/elements/index.ts';
import type { Model, Part } from '../../protocol/model/combinators.ts';
import type { Version } from '../../protocol/version.ts';

type Key = keyof Elements & string;

const LOCAL = /^.*:/;

function modelOf(key: string, version: Version): Model | undefined {
  const forms = elements[key as Key].forms;
  return forms.find((form) => version in form.confidence)?.model;
}

/** The children of a model, by the name they have in memory. */
function childrenOf(parts: readonly Part[], into = new Map<string, string>()): Map<string, string> {
  for (const part of parts) {
    if (typeof part === 'string') into.set(part.replace(LOCAL, ''), part);
    else if (part.kind === 'ref') into.set(part.name.replace(LOCAL, ''), part.name);
    else childrenOf(part.parts, into);
  }
  return into;
}

/** The value of an element with only those descendants that the version has. */
export function fitTo(key: string, value: unknown, version: Version): unknown {
  const model = modelOf(key, version);
  if (model === undefined || (model.kind !== 'seq' && model.kind !== 'choice')) return value;
  if (typeof value !== 'object' || value === null) return value;
  const children = childrenOf(model.parts);
  const kept: Record<string, unknown> = {};
  for (const [name, content] of Object.entries(value)) {
    const child = children.get(name);
    if (child === undefined || content === undefined || modelOf(child, version) === undefined) continue;
    kept[name] = Array.isArray(content)
      ? content.map((one: unknown) => fitTo(child, one, version))
      : fitTo(child, content, version);
  }
  return kept;
}
