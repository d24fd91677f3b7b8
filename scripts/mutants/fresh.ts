/**
 * A loader hook: modules of the mutated build are loaded anew for every mutant. The query of the module that imports
 * goes on to what it imports, so that nothing remembered under one mutant is met under another, and what is worked out
 * while modules load is worked out with the mutant on.
 */
interface Resolved {
  readonly url: string;
}
type Next = (specifier: string, context: unknown) => Promise<Resolved>;

let folder = '';

export function initialize(data: { readonly folder: string }): void {
  folder = data.folder;
}

export async function resolve(
  specifier: string,
  context: { readonly parentURL?: string },
  next: Next,
): Promise<Resolved> {
  const resolved = await next(specifier, context);
  const query = context.parentURL?.startsWith(folder) === true ? new URL(context.parentURL).search : '';
  return query !== '' && resolved.url.startsWith(folder) && !resolved.url.includes('?')
    ? { ...resolved, url: `${resolved.url}${query}` }
    : resolved;
}
