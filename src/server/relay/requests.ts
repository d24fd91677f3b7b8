/** Requests of other domains: who may ask, who carries them out, and repeats (ssp, sections 3 and 7.2). */
import type { SspPrimitive, SspTransaction } from '../../protocol/ssp/envelope.ts';
import { actingUser, meant, needed, speaking, speakingAs, tells } from './authority.ts';
import type { RelayHooks } from './hooks.ts';
import type { Hops } from './hops.ts';
import type { Link } from './link.ts';
import type { RelayOptions, SspFeature } from './options.ts';
import type { Routes } from './routes.ts';
import type { Agreements } from './services.ts';
import { statusWith } from './translate.ts';

export interface RequestParts {
  readonly options: Pick<RelayOptions, 'relays' | 'services' | 'serves' | 'providers'>;
  readonly domain: string;
  readonly isHome: (domain: string) => boolean;
  /** Has this server the service itself? */
  readonly has: (feature: SspFeature) => boolean;
  readonly routes: Pick<Routes, 'next' | 'neighbour' | 'speaksFor'>;
  readonly agreements: Agreements;
  readonly hops: Hops;
  readonly hooks: Pick<RelayHooks, 'foreign' | 'answer'>;
  /** Answers kept for repeats, by domain. */
  readonly answered: number;
  /** Carries out what is meant for this domain. */
  readonly carryOut: (request: SspPrimitive, link: Link, user: string | undefined) => SspPrimitive;
}

export interface Requests {
  /** Takes a request; `answer` is called at once, later, or not at all. @throws what carrying out throws */
  take(transaction: SspTransaction, link: Link, answer: (answer: SspPrimitive) => void): void;
}

export function createRequests(parts: RequestParts): Requests {
  const { options, routes, isHome, hooks } = parts;

  /** Does this server provide a feature for users of that domain? */
  const serves = (feature: SspFeature | undefined, domain: string): boolean =>
    feature !== undefined && options.serves?.[feature]?.includes(domain) === true;

  /** Another domain that provides a feature for users of that one. */
  function providerOf(feature: SspFeature | undefined, domain: string): string | undefined {
    if (feature === undefined) return undefined;
    return isHome(domain) ? options.services?.[feature] : options.providers?.[domain]?.[feature];
  }

  /** A peer speaks for its own domain, for those it leads to, and for those that use a service it leads to. */
  function mayBeSaid(request: SspPrimitive, link: Link): boolean {
    const feature = speakingAs(request);
    const usesService = meant(request).every((d) => serves(needed(request), d) && routes.speaksFor(link, d));
    return speaking(request).every((domain) => {
      if (routes.speaksFor(link, domain)) return true;
      const provider = providerOf(feature, domain);
      if (provider !== undefined && routes.next(provider) === link) return true;
      return !isHome(domain) && usesService && meant(request).length > 0;
    });
  }

  /** The neighbour a request is to be passed on to; undefined: it is for this server; null: for nobody. */
  function onward(request: SspPrimitive): Link | null | undefined {
    const all = meant(request);
    const feature = needed(request);
    const isTold = tells(request);
    const isHere = (domain: string) => isHome(domain) || (!isTold && serves(feature, domain));
    const [first] = all;
    if (first === undefined) return undefined;
    if (all.every(isHere)) {
      const lacks = feature !== undefined && isHome(first) && !isTold && !parts.has(feature);
      const provider = lacks ? options.services?.[feature] : undefined;
      return provider === undefined ? undefined : (routes.next(provider) ?? null);
    }
    if (options.relays !== true && !usesProvider(request)) return all.some(isHere) ? undefined : null;
    const wayTo = (domain: string) => routes.next((isTold ? undefined : providerOf(feature, domain)) ?? domain);
    const next = wayTo(first);
    return all.every((domain) => !isHere(domain) && wayTo(domain) === next) ? (next ?? null) : null;
  }

  /** A notice or message of a group of this domain, from the one that provides the service. */
  function usesProvider(request: SspPrimitive): boolean {
    const feature = speakingAs(request);
    if (feature === undefined || options.services?.[feature] === undefined) return false;
    return tells(request) && speaking(request).some(isHome);
  }

  /** The answer at once; undefined: the request was passed on, and `answer` is called later. */
  function decide(request: SspPrimitive, link: Link, answer: (answer: SspPrimitive) => void): SspPrimitive | undefined {
    const about = parts.agreements.answer(request, link);
    if (about !== undefined) return about;
    const said = !mayBeSaid(request, link);
    if (hooks.foreign?.(request, link.domain, said) ?? said) return statusWith(901);
    if (!parts.agreements.covers(link, request)) return statusWith(506);
    const to = onward(request);
    if (to === null) return statusWith(516);
    if (to === undefined) {
      const standard = () => parts.carryOut(request, link, actingUser(request));
      return hooks.answer === undefined ? standard() : hooks.answer(request, link.domain, standard);
    }
    parts.hops.pass(request, link, to, answer, usesProvider(request) ? parts.domain : undefined);
    return undefined;
  }

  return {
    take({ id, primitive, unknown }, link, answer) {
      if (id === undefined) return;
      if (primitive === undefined) {
        if (unknown !== undefined) answer(statusWith(405));
        return;
      }
      const before = link.given.get(id);
      if (before !== undefined) {
        // null: the answer is being made, and goes out once
        if (before !== null) answer(before);
        return;
      }
      link.given.set(id, null);
      const [oldest] = link.given.keys();
      if (link.given.size > parts.answered && oldest !== undefined) link.given.delete(oldest);
      const give = (made: SspPrimitive) => {
        if (link.given.has(id)) link.given.set(id, made);
        answer(made);
      };
      const made = decide(primitive, link, give);
      if (made !== undefined) give(made);
    },
  };
}
