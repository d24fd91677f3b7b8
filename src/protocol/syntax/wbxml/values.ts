/**
 * Value tokens of CSP, sent as EXT_T_0 with the number. Numbers are hexadecimal and stand before their values.
 * Sources disagree on a few: SMS has two numbers, of which encoders send 43; 68 is IM up to 1.2, where it is obsolete, and
 * AP in 1.3; A4 and A5 are read from 1.2 on and written in 1.3; 3D is GROUP_ID, and in 1.3 History too (see `tables.ts`).
 */
import type { Version } from '../../version.ts';
import { ALL, FROM_12, ONLY_12, ONLY_13, UP_TO_12 } from './version-sets.ts';

export interface ValueSet {
  readonly versions: readonly Version[];
  /** `00 AccessType 01 ActiveUsers ...` */
  readonly values: string;
  readonly decodeOnly?: boolean;
}

export const VALUES: readonly ValueSet[] = [
  {
    versions: ALL,
    values: `
      00 AccessType 01 ActiveUsers 02 Admin 03 application/ 04 application/vnd.wap.mms-message 05 application/x-sms
      06 AutoJoin 07 BASE64 08 Closed 09 Default 0A DisplayName 0B F 0C G 0D GR 0E http:// 0F https:// 10 image/
      11 Inband 12 IM 13 MaxActiveUsers 14 Mod 15 Name 16 None 17 N 18 Open 19 Outband 1A PR 1B Private
      1C PrivateMessaging 1D PrivilegeLevel 1E Public 1F P 20 Request 21 Response 22 Restricted 23 ScreenName
      24 Searchable 25 S 26 SC 27 text/ 28 text/plain 29 text/x-vCalendar 2A text/x-vCard 2B Topic 2C T 2D Type 2E U
      2F US 30 www.wireless-village.org 3D GROUP_ID 3E GROUP_NAME 3F GROUP_TOPIC 40 GROUP_USER_ID_JOINED
      41 GROUP_USER_ID_OWNER 42 HTTP 43 SMS 44 STCP 45 SUDP 46 USER_ALIAS 47 USER_EMAIL_ADDRESS 48 USER_FIRST_NAME
      49 USER_ID 4A USER_LAST_NAME 4B USER_MOBILE_NUMBER 4C USER_ONLINE_STATUS 4D WAPSMS 4E WAPUDP 4F WSP 5B ANGRY
      5C ANXIOUS 5D ASHAMED 5F AVAILABLE 60 BORED 61 CALL 62 CLI 63 COMPUTER 64 DISCREET 65 EMAIL 66 EXCITED 67 HAPPY
      6B IN_LOVE 6C INVINCIBLE 6D JEALOUS 6E MMS 6F MOBILE_PHONE 70 NOT_AVAILABLE 71 OTHER 72 PDA 73 SAD 74 SLEEPY`,
  },
  {
    versions: FROM_12,
    values: `
      31 AutoDelete 32 GM 33 Validity 34 DENIED 35 GRANTED 36 PENDING 37 ShowID 50 GROUP_USER_ID_AUTOJOIN`,
  },
  {
    versions: ONLY_13,
    values: `
      38 RequireInvitation 39 Tiny 3A PPU 3B SPA 3C ANC 51 AND 52 AC 53 BLC 54 BLUC 55 CLCR 56 CLD 57 GC 58 GD 59 GLC
      5A ANU 68 AP 78 www.openmobilealliance.org 79 Small 7A Medium 7B Big 7C Huge 7D Bold 7E Italic 7F Underline
      80 Black 81 Silver 82 Gray 83 White 84 Maroon 85 Red 86 Purple 87 Fuchsia 88 Green 89 Lime 8A Olive 8B Yellow
      8C Navy 8D Blue 8E Teal 8F Aqua 90 ATCL 91 CLC 93 USER_CITY 94 USER_COUNTRY 95 USER_FRIENDLY_NAME 96 USER_GENDER
      97 USER_INTENTION 98 USER_INTERESTS_HOBBIES 99 USER_MARITAL_STATUS 9A PRIORITYREJECT 9B PRIORITYSTORE 9C REJECT
      9D SENDREJECT 9E SENDSTORE 9F IR A0 EC A1 GLUC A2 IA A3 IC A4 SSMS A5 SHTTP A6 DoNotNotify A7 GMAU A8 GMG A9 GMR
      AA GMU AB DETECT AC FORKALL AD OEU AE SERVERLOGIC AF PP_AGE B0 PP_CITY B1 PP_COUNTRY B2 PP_FRIENDLY_NAME
      B3 PP_FREE_TEXT B4 PP_GENDER B5 PP_INTENTION B6 PP_INTERESTS B7 PP_MARITAL_STATUS B8 USER_AGE_MAX
      B9 USER_AGE_MIN BA EG BB MinimumAge BC C BD CURRENT_SUBSCRIBER BE FORMER_SUBSCRIBER BF PRESENCE_ACCESS C0 R`,
  },
  { versions: UP_TO_12, values: '5E AUDIO_CALL 69 IM_OFFLINE 6A IM_ONLINE 76 VIDEO_CALL 77 VIDEO_STREAM' },
  // One table has it in 1.1 already (AMB-228).
  { versions: ['1.1'], values: '31 AutoDelete', decodeOnly: true },
  { versions: UP_TO_12, values: '68 IM', decodeOnly: true },
  { versions: ALL, values: '75 SMS', decodeOnly: true },
  { versions: ONLY_12, values: 'A4 SSMS A5 SHTTP', decodeOnly: true },
];
