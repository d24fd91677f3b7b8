/** The capabilities that the simulated client offers, unless a scenario says otherwise. */
import type { Value } from '../protocol/messages/infer.ts';
import { isPlainTextCapability, type Syntax } from '../protocol/syntax/index.ts';
import type { Version } from '../protocol/version.ts';

/** Longest content taken, octets. */
const CONTENT = 102_400;
/** Largest message taken, octets. */
const PARSER = 1_048_576;
/** MIBenum of UTF-8. */
const UTF_8 = 106;

const common = {
  ClientType: 'COMPUTER',
  InitialDeliveryMethod: 'P',
  AcceptedTransferEncoding: ['BASE64'],
  SupportedBearer: ['HTTP'],
  MultiTrans: 1,
  ParserSize: PARSER,
  ServerPollMin: 1,
} as const;

/**
 * A capability list that claims what the client can do: any content, pushed, over HTTP, one transaction at a time,
 * polling as often as the server allows. No CIR method is offered. In plain text it is as much of that as has a code.
 */
export function defaultCapabilities(version: Version, syntax: Syntax = 'xml'): Value<'CapabilityList'> {
  const list = everyCapability(version);
  if (syntax !== 'pts') return list;
  const known = Object.entries(list).filter(([name]) => isPlainTextCapability(name));
  return Object.fromEntries(known);
}

function everyCapability(version: Version): Value<'CapabilityList'> {
  const shared = { ...common, AcceptedTransferEncoding: ['BASE64'], SupportedBearer: ['HTTP'] };
  if (version === '1.3') {
    return {
      ...shared,
      AnyContent: true,
      AcceptedPullLength: CONTENT,
      AcceptedPushLength: CONTENT,
      AcceptedTextContentLength: CONTENT,
      MultiTransPerMessage: 1,
      PlainTextCharset: [UTF_8],
    };
  }
  return { ...shared, AnyContent: true, AcceptedCharSet: [UTF_8], AcceptedContentLength: CONTENT };
}
