/** The ways to other domains: neighbours with an address, domains behind them, and what a look-up finds (ssp, section 7). */
import { type Link, newLink } from './link.ts';
import type { RelayOptions } from './options.ts';

export interface Routes {
  /** The neighbour of that name. */
  neighbour(domain: string): Link | undefined;
  /** The neighbour on the way to a domain; undefined where no way leads there. */
  next(domain: string): Link | undefined;
  /** May the neighbour speak for users of that domain? */
  speaksFor(link: Link, domain: string): boolean;
  all(): Iterable<Link>;
  /** The address of a neighbour, looked up where it has none yet; undefined: there is none. */
  addressOf(link: Link): Promise<string | undefined>;
  /** Sets the address of a domain. */
  set(domain: string, url: string): void;
  /** Leads to a domain through a neighbour. */
  lead(domain: string, neighbour: string): void;
  /** All links as if they were new. */
  renew(): void;
}

interface RouteParts {
  readonly options: Pick<RelayOptions, 'domains' | 'routes' | 'lookup'>;
  readonly most: number;
  readonly isHome: (domain: string) => boolean;
  /** A link found by look-up makes room for another. */
  readonly dropped: (link: Link) => void;
}

const NAME = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;

export function createRoutes({ options, most, isHome, dropped }: RouteParts): Routes {
  const links = new Map<string, Link>();
  const behind = new Map<string, string>();
  let found = 0;

  const isIdle = ({ sessions, queue, asking, asked }: Link): boolean =>
    sessions.length + queue.size + asked.size === 0 && asking === undefined;

  /** A link to a domain that nobody configured; undefined where there are too many that are of use. */
  function discovered(domain: string): Link | undefined {
    if (options.lookup === undefined || domain.length > 253 || !NAME.test(domain)) return undefined;
    if (found >= most) {
      const idle = [...links.values()].find((link) => link.found && isIdle(link));
      if (idle === undefined) return undefined;
      links.delete(idle.domain);
      dropped(idle);
      found -= 1;
    }
    const link = newLink(domain, undefined, true);
    links.set(domain, link);
    found += 1;
    return link;
  }

  const through = (domain: string): Link | undefined => links.get(behind.get(domain) ?? behind.get('*') ?? '');

  const routes: Routes = {
    neighbour: (domain) => (isHome(domain) ? undefined : (links.get(domain) ?? discovered(domain))),
    next: (domain) => (isHome(domain) ? undefined : (links.get(domain) ?? through(domain) ?? discovered(domain))),
    speaksFor: (link, domain) =>
      domain === link.domain || (!links.has(domain) && !isHome(domain) && through(domain) === link),
    all: () => links.values(),
    async addressOf(link) {
      if (link.movedTo !== undefined) return link.movedTo;
      link.url ??= await options.lookup?.(link.domain).catch(() => undefined);
      return link.url;
    },
    set(domain, url) {
      const name = domain.toLowerCase();
      if (!isHome(name)) links.set(name, newLink(name, url));
    },
    lead: (domain, neighbour) => void behind.set(domain.toLowerCase(), neighbour.toLowerCase()),
    renew() {
      for (const link of links.values()) {
        if (link.found) links.delete(link.domain);
        else links.set(link.domain, newLink(link.domain, link.url));
      }
      found = 0;
    },
  };
  for (const [domain, url] of Object.entries(options.domains)) routes.set(domain, url);
  for (const [domain, neighbour] of Object.entries(options.routes ?? {})) routes.lead(domain, neighbour);
  return routes;
}
