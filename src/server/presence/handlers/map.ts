/** GetMap of 1.3 (GETMAP): where a user is, or where given coordinates are, as the URL of a map. */

import { primitive } from '../../../protocol/messages/envelope.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import { type Handlers, Refusal, type RequestContext } from '../../element.ts';
import type { PresenceParts } from '../parts.ts';

interface Position {
  readonly longitude: string;
  readonly latitude: string;
}

interface LooseLocation {
  readonly Qualifier?: boolean;
  readonly Longitude?: string;
  readonly Latitude?: string;
}

/** The first valid position of a PresenceSubList; there is one for each client of a user. */
function positionIn(list: object | undefined): Position | undefined {
  const { GeoLocation: given = [] } = (list ?? {}) as { GeoLocation?: LooseLocation | readonly LooseLocation[] };
  for (const { Qualifier: valid, Longitude: longitude, Latitude: latitude } of 'length' in given ? given : [given]) {
    if (valid !== false && longitude !== undefined && latitude !== undefined) return { longitude, latitude };
  }
  return undefined;
}

function positionOf(userId: string, { session, version }: RequestContext, parts: PresenceParts): Position {
  const found = parts.directory.user(userId, version);
  if (found.code !== undefined) throw new Refusal(found.code);
  // Low confidence (CSP-MAP-002): the standard's code for a position nobody authorized is not known.
  const publisher = parts.state.find(found.user);
  if (publisher === undefined || !parts.rules.mayLocate(publisher, session.user)) {
    throw new Refusal(403, 'the user did not authorize GeoLocation');
  }
  const position = positionIn(parts.service.valuesFor(session.user, found.user, ['GeoLocation'], version));
  if (position === undefined) throw new Refusal(404, 'the user published no position');
  return position;
}

/** @param url with `{longitude}` and `{latitude}` where the position belongs */
export function mapHandlers(parts: PresenceParts, url: string): Handlers {
  return {
    'GetMap-Request'(request: Value<'GetMap-Request'>, context) {
      const position =
        request.UserID === undefined ? positionIn(request.PresenceSubList) : positionOf(request.UserID, context, parts);
      if (position === undefined)
        throw new Refusal(402, 'GetMap needs a UserID, or a GeoLocation with its coordinates');
      const URL = url
        .replaceAll('{longitude}', encodeURIComponent(position.longitude))
        .replaceAll('{latitude}', encodeURIComponent(position.latitude));
      return primitive('GetMap-Response', { URL });
    },
  };
}
