/** Message data without its static type: converters take apart what models of two protocols describe. */
export type Loose = Record<string, unknown>;

/** The value at a path below `data`; an @ before a name marks an attribute and does not count. */
export function valueAt(data: unknown, path: string): unknown {
  let at = data;
  for (const step of path.split('/')) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Loose)[nameOf(step)];
  }
  return at;
}

/** Puts a value at a path, making the elements on the way. */
export function putAt(data: Loose, path: string, value: unknown): void {
  const steps = path.split('/').map(nameOf);
  let at = data;
  for (const step of steps.slice(0, -1)) {
    const inner = (at[step] ?? {}) as Loose;
    at[step] = inner;
    at = inner;
  }
  at[steps.at(-1) ?? ''] = value;
}

function nameOf(step: string): string {
  return step.startsWith('@') ? step.slice(1) : step;
}
