/** SSP: presence and contact lists. */
import { empty, many, opt, optional, required, seq, some, text, yesNo } from '../../model/combinators.ts';
import { guessed, seen } from './notation.ts';

export const presenceElements = {
  CreateContactListRequest: guessed(
    { contactListID: required(text()) },
    seq('MetaInfo', many('Contact'), many('Property')),
  ),
  DeleteContactListRequest: guessed({ contactListID: required(text()) }, seq('MetaInfo')),
  GetContactListRequest: guessed({}, seq('MetaInfo')),
  GetContactListResponse: guessed({}, seq('Status', many('ContactList'))),
  ManageContactListRequest: guessed(
    { contactListID: required(text()), receiveList: optional(yesNo()) },
    seq('MetaInfo', opt('AddUsers'), opt('RemoveUsers'), many('Property')),
  ),
  ManageContactListResponse: guessed({}, seq('Status', many('Contact'), many('Property'))),
  ContactList: guessed({ contactListID: required(text()), default: optional(yesNo()) }, empty()),
  Contact: guessed({ userID: required(text()), nickName: optional(text()) }, empty()),
  SubscribeRequest: seen({}, seq('MetaInfo', some('UserID'), opt('AttributeList'))),
  UnsubscribeRequest: seen({}, seq('MetaInfo', some('UserID'))),
  PresenceNotification: seen({}, seq(opt('MetaInfo'), some('User'), some('PresenceValue'))),
  GetPresenceRequest: seen({}, seq('MetaInfo', some('VerUserID'), opt('AttributeList'))),
  GetPresenceResponse: seen({}, seq('Status', many('PresenceValue'))),
  PresenceAuthRequest: guessed({}, seq('MetaInfo', 'User', 'UserID', opt('AttributeList'))),
  PresenceAuthResponse: guessed({ acceptance: required(yesNo()) }, seq('MetaInfo', 'UserID')),
  CancelAuthRequest: guessed({}, seq('MetaInfo', some('UserID'))),
  UpdatePresenceRequest: guessed({}, seq('MetaInfo', 'PresenceSubList')),
  GetWatcherListRequest: guessed({}, seq('MetaInfo')),
  GetWatcherListResponse: guessed({}, seq('Status', many('User'))),
  CreateAttributeListRequest: guessed(
    { contactListID: optional(text()), default: optional(yesNo()) },
    seq('MetaInfo', 'AttributeList', many('UserID')),
  ),
  DeleteAttributeListRequest: guessed(
    { contactListID: optional(text()), default: optional(yesNo()) },
    seq('MetaInfo', many('UserID')),
  ),
  GetAttributeListRequest: guessed(
    { contactListID: optional(text()), default: optional(yesNo()) },
    seq('MetaInfo', many('UserID')),
  ),
  GetAttributeListResponse: guessed({}, seq('Status', many('AttributeList'))),
};
