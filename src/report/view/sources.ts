/** Sources as the catalogue writes them: `ff-1.2: 9.3`, a tag and a place. */
export function sourceParts(source: string): { readonly tag: string; readonly place: string } {
  const colon = source.indexOf(':');
  return colon < 0
    ? { tag: source.trim(), place: '' }
    : { tag: source.slice(0, colon).trim(), place: source.slice(colon + 1).trim() };
}
