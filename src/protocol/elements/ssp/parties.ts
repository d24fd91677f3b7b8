/** SSP: users, clients, groups and the small parts that several services share. */
import { choice, empty, enumeration, many, opt, optional, required, seq, text, uri } from '../../model/combinators.ts';
import { seen, seenIn13 } from './notation.ts';

export const partiesElements = {
  User: seen({ userID: required(text()), friendlyName: optional(text()) }, opt(choice('ClientID', 'ApplicationID'))),
  ClientID: seen({ url: required(uri()) }, seq(opt('ApplicationID')), { mixed: true }),
  ApplicationID: seenIn13({ applicationID: required(text()) }, empty()),
  UserID: seen({ userID: required(text()) }, empty()),
  VerUserID: seen({ userID: required(text()), version: optional(text()) }, empty()),
  GroupID: seen({ groupID: required(text()) }, empty()),
  ScreenName: seen({ groupID: required(text()) }, text()),
  Domain: seen({}, text()),
  Name: seen({}, text()),
  SName: seen({}, text()),
  Value: seen({}, text({ keepsSpace: true })),
  Property: seen({}, seq('Name', 'Value')),
  ContentData: seen(
    { contentType: optional(text()), encoding: optional(enumeration('base64')) },
    text({ keepsSpace: true }),
  ),
  AttributeList: seen({}, opt(choice('PresenceSubList'))),
  PresenceValue: seen({ userID: required(text()) }, seq(opt('PresenceSubList'))),
  UserMapList: seen({}, seq('UserMapping')),
  UserMapping: seen({}, seq(many('Mapping'))),
  Mapping: seen({}, seq(opt('SName'), opt('UserID'))),
  UserList: seen({}, seq(many('User'), many('ScreenName'))),
};
