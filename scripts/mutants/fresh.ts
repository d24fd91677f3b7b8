/**
 * A loader hook that loads the modules of the mutated build anew for every mutant. Imports inherit the query of the
 * importing module, so no state of one mutant is seen under another, and code that runs while modules load runs with
 * the mutant on.
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
