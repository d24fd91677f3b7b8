/** One port for several protocols, told apart by the media type of the request: CSP and SSP may share one. */
import { mediaType } from './headers.ts';
import type { ListenOptions } from './server.ts';

type Handle = ListenOptions['handle'];

/**
 * The part of `listen` options that hands each request to the handler of its media type (lower case, without parameters).
 * Others go to `otherwise`; without it they are answered 415.
 */
export function byMediaType(
  routes: Readonly<Record<string, Handle>>,
  otherwise?: Handle,
): Pick<ListenOptions, 'handle' | 'accepts'> {
  const routeOf = (type: string | undefined): Handle | undefined =>
    type !== undefined && Object.hasOwn(routes, type) ? routes[type] : otherwise;
  return {
    accepts: (type) => routeOf(type) !== undefined,
    handle: (request) => routeOf(mediaType(request.headers))?.(request) ?? { status: 415 },
  };
}
