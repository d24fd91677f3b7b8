/** Changes of what a message holds, wherever it stands: elements by name, texts. */

/** A copy in which every element of a name has another content; `undefined` leaves it out. Lists are gone through. */
export function withElement<T>(value: T, name: string, change: (content: unknown) => unknown): T {
  return mapped(value, (key, content) => (key === name ? changedContent(content, change) : content)) as T;
}

/** A copy in which every text went through `change`. */
export function withTexts<T>(value: T, change: (text: string) => string): T {
  return mapped(value, (_key, content) => (typeof content === 'string' ? change(content) : content)) as T;
}

/** The contents of all elements of a name, from the outside inwards. */
export function contentsOf(value: unknown, name: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, content]) => [
    ...(key === name ? (Array.isArray(content) ? content : [content]) : []),
    ...contentsOf(content, name),
  ]);
}

/** All texts a value holds, in their order. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function changedContent(content: unknown, change: (content: unknown) => unknown): unknown {
  if (!Array.isArray(content)) return change(content);
  const kept = content.map(change).filter((entry) => entry !== undefined);
  return kept.length === 0 ? undefined : kept;
}

/** Inner elements first; `change` sees them changed already. */
function mapped(value: unknown, change: (name: string, content: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => change('', mapped(entry, change)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, content]) => [name, change(name, mapped(content, change))] as const)
      .filter(([, content]) => content !== undefined),
  );
}
