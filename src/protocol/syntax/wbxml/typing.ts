/** Elements whose content is typed in WBXML: integers and dates as OPAQUE, and what a URI is shortened by. */
import type { Version } from '../../version.ts';
import { ALL, FROM_12, ONLY_13, UP_TO_12 } from './version-sets.ts';

export type Typing =
  /** Written as OPAQUE of up to four octets, read as OPAQUE or text. */
  | 'integer'
  /** Read as OPAQUE or text, written as text: one source only. */
  | 'integer-read'
  /** OPAQUE of six octets or text. */
  | 'date';

interface TypingSet {
  readonly versions: readonly Version[];
  readonly typing: Typing;
  readonly elements: string;
}

/**
 * The majority of the sources decides. UDPAddress, an integer in one source only and an address by its name, is text.
 */
const TYPING: readonly TypingSet[] = [
  {
    versions: ALL,
    typing: 'integer',
    elements: `Code ContentSize MessageCount Validity KeepAliveTime SearchFindings SearchID SearchIndex SearchLimit
      TimeToLive MultiTrans ParserSize ServerPollMin TCPPort UDPPort Accuracy Altitude Cpriority`,
  },
  { versions: UP_TO_12, typing: 'integer', elements: 'AcceptedCharSet AcceptedContentLength' },
  { versions: FROM_12, typing: 'integer', elements: 'HistoryPeriod MaxWatcherList' },
  {
    versions: ONLY_13,
    typing: 'integer',
    elements: `AcceptedPullLength AcceptedPushLength AcceptedRichContentLength AcceptedTextContentLength
      PlainTextCharset SessionPriority UserSessionLimit MultiTransPerMessage ContentPolicyLimit ClientIMPriority
      AnswerOptionID ChosenOptionID SegmentCount SegmentReference TryAgainTimeout WatcherCount GroupContentLimit
      MessageTotalCount PairID`,
  },
  { versions: ONLY_13, typing: 'integer-read', elements: 'MaxPullLength MaxPushLength' },
  { versions: ALL, typing: 'date', elements: 'DateTime DeliveryTime' },
];

/** The typed elements of a version. */
export function typingOf(version: Version): ReadonlyMap<string, Typing> {
  const map = new Map<string, Typing>();
  for (const { versions, typing, elements } of TYPING) {
    if (versions.includes(version)) for (const name of elements.split(/\s+/)) map.set(name, typing);
  }
  return map;
}

/** Elements whose opaque form libwbxml reads but does not write. */
export const LIBWBXML_INLINE: ReadonlySet<string> = new Set(['Accuracy', 'Altitude', 'Cpriority']);
