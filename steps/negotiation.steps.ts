/** Capability negotiation, service negotiation and provider information: the words of those features of csp/access. */
import { Given, Then, When } from '@cucumber/cucumber';
import { defaultCapabilities } from '../src/client/capabilities.ts';
import type { ServiceOptions, ServiceOutcome } from '../src/client/session-types.ts';
import { expand, leavesOf, type ServiceLeaf } from '../src/protocol/facts/service-tree.ts';
import type { Value } from '../src/protocol/model/infer.ts';
import { capabilityList, negotiateAs } from './support/capabilities.ts';
import { arrivalOfText, isTheImage, pushedImages, receiveImage, sendImage } from './support/delivery.ts';
import { groupOf, joinGroup } from './support/groups.ts';
import { indexOfText, sendText, textOf, toUser } from './support/messages.ts';
import { askAlone, askEachAlone } from './support/negotiated.ts';
import { subscription } from './support/presence.ts';
import {
  allBut,
  askFor,
  functionsNamed,
  groupsEmpty,
  isFeature,
  leavesByClaim,
  namedInAnswer,
  probeOf,
  refusedWhole,
  strangeNames,
  useEach,
} from './support/services.ts';
import type { Party, World } from './support/world.ts';
