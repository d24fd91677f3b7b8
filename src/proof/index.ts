/** The catalogue of seeded defects and legal variants. Ids are frozen, as those of requirements are. */

import { clientCspAccessCapabilityDefects } from './defects/client/csp/access/capability.ts';
import { clientCspAccessKeepAliveDefects } from './defects/client/csp/access/keep-alive.ts';
import { clientCspAccessLoginDefects } from './defects/client/csp/access/login.ts';
import { clientCspAccessLogoutDefects } from './defects/client/csp/access/logout.ts';
import { clientCspAccessServiceNegotiationDefects } from './defects/client/csp/access/service-negotiation.ts';
import { clientCspCommonInvitationDefects } from './defects/client/csp/common/invitation.ts';
import { clientCspGroupsJoiningDefects } from './defects/client/csp/groups/joining.ts';
import { clientCspGroupsNoticesDefects } from './defects/client/csp/groups/notices.ts';
import { clientCspMessagingInstantMessagesDefects } from './defects/client/csp/messaging/instant-messages.ts';
import { clientCspMessagingReportsDefects } from './defects/client/csp/messaging/reports.ts';
import { clientCspPresenceAuthorizationDefects } from './defects/client/csp/presence/authorization.ts';
import { clientCspPresenceDeliveryDefects } from './defects/client/csp/presence/delivery.ts';
import { clientSessionDefects } from './defects/client/csp/session.ts';
import { clientDefects } from './defects/client/csp.ts';
import { clientPaDefects } from './defects/client/pa.ts';
import { clientTransportHttpDefects } from './defects/client/transport/http.ts';
import { clientTransportTlsDefects } from './defects/client/transport/tls.ts';
import { capabilityDefects } from './defects/csp/access/capability.ts';
import { keepAliveDefects } from './defects/csp/access/keep-alive.ts';
import { loginDefects } from './defects/csp/access/login.ts';
import { logoutDefects } from './defects/csp/access/logout.ts';
import { providerInformationDefects } from './defects/csp/access/provider-information.ts';
import { registrationDefects } from './defects/csp/access/registration.ts';
import { serviceFeaturesDefects } from './defects/csp/access/service-features.ts';
import { negotiationDefects } from './defects/csp/access/service-negotiation.ts';
import { severalSessionsDefects } from './defects/csp/access/several-sessions.ts';
import { addressDefects } from './defects/csp/addresses.ts';
import { notificationDefects } from './defects/csp/common/general-notification.ts';
import { invitationDefects } from './defects/csp/common/invitation.ts';
import { publicProfileDefects } from './defects/csp/common/public-profile.ts';
import { searchDefects } from './defects/csp/common/search.ts';
import { systemMessageDefects } from './defects/csp/common/system-message.ts';
import { verifyIdDefects } from './defects/csp/common/verify-id.ts';
import { creationDefects } from './defects/csp/groups/creation.ts';
import { joiningDefects } from './defects/csp/groups/joining.ts';
import { memberDefects } from './defects/csp/groups/members.ts';
import { noticeDefects } from './defects/csp/groups/notices.ts';
import { propertyDefects } from './defects/csp/groups/properties.ts';
import { accessListDefects } from './defects/csp/messaging/access-lists.ts';
import { contentDefects } from './defects/csp/messaging/instant-messages/content.ts';
import { storedMessageDefects } from './defects/csp/messaging/instant-messages/stored.ts';
import { messagingDefects } from './defects/csp/messaging/instant-messages.ts';
import { offlineDefects } from './defects/csp/messaging/offline.ts';
import { reportDefects } from './defects/csp/messaging/reports.ts';
import { pollingDefects } from './defects/csp/polling.ts';
import { attributeListDefects } from './defects/csp/presence/attribute-lists.ts';
import { attributeDefects } from './defects/csp/presence/attributes.ts';
import { authorizationDefects } from './defects/csp/presence/authorization.ts';
import { listDefects } from './defects/csp/presence/contact-lists.ts';
import { deliveryDefects } from './defects/csp/presence/delivery.ts';
import { watcherDefects } from './defects/csp/presence/watchers.ts';
import { segmentationDefects } from './defects/csp/segmentation.ts';
import { sessionDefects } from './defects/csp/session.ts';
import { paXmlDefects } from './defects/pa/xml.ts';
import { serverAddressDefects } from './defects/ssp/addresses.ts';
import { serverCommonServicesDefects } from './defects/ssp/common-services.ts';
import { serverContactListDefects } from './defects/ssp/contact-lists.ts';
import { envelopeDefects } from './defects/ssp/envelope.ts';
import { serverGroupDefects } from './defects/ssp/groups.ts';
import { serverMessagingDefects } from './defects/ssp/messaging.ts';
import { serverPresenceDefects } from './defects/ssp/presence.ts';
import { relayDefects } from './defects/ssp/relay.ts';
import { serverResultDefects } from './defects/ssp/results.ts';
import { serverSessionDefects } from './defects/ssp/session.ts';
import { sessionEstablishmentDefects } from './defects/ssp/session-establishment.ts';
import { sharedContentDefects } from './defects/ssp/shared-content.ts';
import { serverTransactionDefects } from './defects/ssp/transactions.ts';
import { serverTransportDefects } from './defects/ssp/transport.ts';
import { syntaxPtsDefects } from './defects/syntax/pts.ts';
import { syntaxSmsDefects } from './defects/syntax/sms.ts';
import { syntaxWbxmlDefects } from './defects/syntax/wbxml.ts';
import { syntaxXmlDefects } from './defects/syntax/xml.ts';
import { cirHttpDefects } from './defects/transport/cir/http.ts';
import { cirSmsDefects } from './defects/transport/cir/sms.ts';
import { cirTcpDefects } from './defects/transport/cir/tcp.ts';
import { cirUdpDefects } from './defects/transport/cir/udp.ts';
import { cirWapDefects } from './defects/transport/cir/wap.ts';
import { httpDefects } from './defects/transport/http.ts';
import { transportPtsDefects } from './defects/transport/pts.ts';
import { transportSmsDefects } from './defects/transport/sms.ts';
import { transportWbxmlDefects } from './defects/transport/wbxml.ts';
import { transportXmlDefects } from './defects/transport/xml.ts';
import { reasons } from './reasons.ts';
import type { Defect, Variant } from './types.ts';
import { variantFamilies } from './variants/families.ts';

/** The defects of each file below `defects`, which has the path of the area of the requirements they are about. */
export const defectsByPath: Readonly<Record<string, readonly Defect[]>> = {
  'client/csp/access/service-negotiation': clientCspAccessServiceNegotiationDefects,
  'client/csp/groups/joining': clientCspGroupsJoiningDefects,
  'client/csp/access/logout': clientCspAccessLogoutDefects,
  'client/transport/http': clientTransportHttpDefects,
  'client/csp/access/keep-alive': clientCspAccessKeepAliveDefects,
  'client/csp/groups/notices': clientCspGroupsNoticesDefects,
  'client/csp/presence/authorization': clientCspPresenceAuthorizationDefects,
  'client/csp/messaging/reports': clientCspMessagingReportsDefects,
  'client/transport/tls': clientTransportTlsDefects,
  'client/csp/access/capability': clientCspAccessCapabilityDefects,
  'client/pa': clientPaDefects,
  'client/csp/presence/delivery': clientCspPresenceDeliveryDefects,
  'client/csp/common/invitation': clientCspCommonInvitationDefects,
  'client/csp/messaging/instant-messages': clientCspMessagingInstantMessagesDefects,
  'client/csp/access/login': clientCspAccessLoginDefects,
  'client/csp': clientDefects,
  'client/csp/session': clientSessionDefects,
  'csp/access/capability': capabilityDefects,
  'csp/access/keep-alive': keepAliveDefects,
  'csp/access/login': loginDefects,
  'csp/access/logout': logoutDefects,
  'csp/access/provider-information': providerInformationDefects,
  'csp/access/registration': registrationDefects,
  'csp/access/service-features': serviceFeaturesDefects,
  'csp/access/service-negotiation': negotiationDefects,
  'csp/access/several-sessions': severalSessionsDefects,
  'csp/addresses': addressDefects,
  'csp/common/general-notification': notificationDefects,
  'csp/common/invitation': invitationDefects,
  'csp/common/public-profile': publicProfileDefects,
  'csp/common/search': searchDefects,
  'csp/common/system-message': systemMessageDefects,
  'csp/common/verify-id': verifyIdDefects,
  'csp/groups/creation': creationDefects,
  'csp/groups/joining': joiningDefects,
  'csp/groups/members': memberDefects,
  'csp/groups/notices': noticeDefects,
  'csp/groups/properties': propertyDefects,
  'csp/messaging/access-lists': accessListDefects,
  'csp/messaging/instant-messages': messagingDefects,
  'csp/messaging/instant-messages/content': contentDefects,
  'csp/messaging/instant-messages/stored': storedMessageDefects,
  'csp/messaging/offline': offlineDefects,
  'csp/messaging/reports': reportDefects,
  'csp/polling': pollingDefects,
  'csp/presence/attribute-lists': attributeListDefects,
  'csp/presence/attributes': attributeDefects,
  'csp/presence/authorization': authorizationDefects,
  'csp/presence/contact-lists': listDefects,
  'csp/presence/delivery': deliveryDefects,
  'csp/presence/watchers': watcherDefects,
  'csp/segmentation': segmentationDefects,
  'csp/session': sessionDefects,
  'pa/xml': paXmlDefects,
  'ssp/addresses': serverAddressDefects,
  'ssp/common-services': serverCommonServicesDefects,
  'ssp/contact-lists': serverContactListDefects,
  'ssp/envelope': envelopeDefects,
  'ssp/groups': serverGroupDefects,
  'ssp/messaging': serverMessagingDefects,
  'ssp/presence': serverPresenceDefects,
  'ssp/relay': relayDefects,
  'ssp/results': serverResultDefects,
  'ssp/session': serverSessionDefects,
  'ssp/session-establishment': sessionEstablishmentDefects,
  'ssp/shared-content': sharedContentDefects,
  'ssp/transactions': serverTransactionDefects,
  'ssp/transport': serverTransportDefects,
  'syntax/pts': syntaxPtsDefects,
  'syntax/sms': syntaxSmsDefects,
  'syntax/wbxml': syntaxWbxmlDefects,
  'syntax/xml': syntaxXmlDefects,
  'transport/cir/http': cirHttpDefects,
  'transport/cir/sms': cirSmsDefects,
  'transport/cir/tcp': cirTcpDefects,
  'transport/cir/udp': cirUdpDefects,
  'transport/cir/wap': cirWapDefects,
  'transport/http': httpDefects,
  'transport/pts': transportPtsDefects,
  'transport/sms': transportSmsDefects,
  'transport/wbxml': transportWbxmlDefects,
  'transport/xml': transportXmlDefects,
};

export const defects: readonly Defect[] = Object.values(defectsByPath).flat();
export const variants: readonly Variant[] = variantFamilies.flat();

/** Why a requirement has no defect, where it has none: its id, and the reason in a sentence. */
export const unkilled: Readonly<Record<string, string>> = reasons;

export type { Defect, Variant } from './types.ts';
export { variantFamilies };
