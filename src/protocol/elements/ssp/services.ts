/** SSP: service management and user profiles. Nobody has seen their markup. */
import { many, opt, required, seq, some, text } from '../../model/combinators.ts';
import { guessed } from './notation.ts';

export const servicesElements = {
  ServiceDiscoveryRequest: guessed({}, seq(opt('MetaInfo'))),
  ServiceDiscoveryResponse: guessed({}, seq('Status', opt('ServiceTree'))),
  ServiceNegotiationRequest: guessed({}, seq(opt('MetaInfo'), 'ServiceTree')),
  ServiceNegotiationResponse: guessed({}, seq('Status', opt('ServiceTree'))),
  GetUserProfileRequest: guessed({}, seq(opt('MetaInfo'), some('UserID'))),
  GetUserProfileResponse: guessed({}, seq('Status', many('UserProfile'))),
  UpdateUserProfileRequest: guessed({}, seq(opt('MetaInfo'), some('UserProfile'))),
  ServiceTree: guessed({}, seq(many('ServiceFeature'))),
  ServiceFeature: guessed({ name: required(text()) }, seq(many('ServiceFeature'))),
  UserProfile: guessed({ userID: required(text()) }, seq(many('Property'))),
};
