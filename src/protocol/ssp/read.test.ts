import { describe, expect, it } from 'vitest';
import { defaultDialect } from '../../transport/ssp/dialects.ts';
import { unsealSsp } from './envelope.ts';
import { readSsp } from './read.ts';

const dialect = defaultDialect();
const NS = 'http://www.openmobilealliance.org/DTD/WV-SSP1.3';

function read(text: string) {
  return readSsp(new TextEncoder().encode(text), dialect);
}

function message(content: string, namespace = NS): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<WV-SSP-Message xmlns="${namespace}">${content}</WV-SSP-Message>`;
}

function inSession(content: string, attributes = 'mode="Request" transactionID="t1"'): string {
  return message(
    `<Session sessionID="5001@alpha.example"><Transaction ${attributes}>${content}</Transaction></Session>`,
  );
}

const kinds = (text: string): string[] => read(text).findings.map((f) => `${f.severity} ${f.kind}`);

describe('an SSP document', () => {
  it('of the reference is read without findings', () => {
    const result = read(
      message(`
 <Session sessionID="5001@alpha.example">
  <Transaction mode="Request" transactionID="0000000042-1">
   <SendMessageRequest deliveryReport="Yes">
    <MetaInfo clientOriginated="Yes">
     <Requestor serviceID="wv:@alpha.example"><User userID="wv:ann@alpha.example"/></Requestor>
    </MetaInfo>
    <MessageInfo messageID="m-31@alpha.example" contentType="text/plain" contentSize="8" validity="3600">
     <Recipient><User userID="wv:bo@beta.example"/></Recipient>
     <Sender><User userID="wv:ann@alpha.example"/></Sender>
     <DateTime format="iso8601">2007-01-23T10:15:00Z</DateTime>
    </MessageInfo>
    <ContentData contentType="text/plain" encoding="base64">SGVsbG8gQm8=</ContentData>
   </SendMessageRequest>
  </Transaction>
 </Session>`),
    );
    expect(result.findings).toEqual([]);
    const envelope = unsealSsp(result);
    expect(envelope).toMatchObject({
      kind: 'session',
      sessionId: '5001@alpha.example',
      transactions: [{ mode: 'Request', id: '0000000042-1', primitive: { name: 'SendMessageRequest' } }],
    });
  });

  it('of an unknown namespace is read on: that is a question of the version', () => {
    const result = read(message('<Session sessionID="1@a.example"/>', 'urn:other'));
    expect(result.version).toBeUndefined();
    expect(result.document).toBeDefined();
    expect(result.findings[0]).toMatchObject({ kind: 'namespace', severity: 'error' });
  });

  it('of the other namespace that 1.3 may have is read with a finding', () => {
    const result = read(
      message(
        '<SetupTransaction mode="Request" transactionID="1"><SendSecretToken serviceID="wv:@a.example" protocol="WV-SSP" ' +
          'protocolVersion="1.3"><SecretToken> s \n</SecretToken></SendSecretToken></SetupTransaction>',
        'http://www.openmobilealliance.org/DTD/IMPS-SSP1.3',
      ),
    );
    expect(result.version).toBe('1.3');
    expect(result.findings.map((f) => `${f.severity} ${f.kind}`)).toEqual([
      'deviation namespace',
      'deviation white-space',
    ]);
    expect(unsealSsp(result)).toMatchObject({ step: { value: { SecretToken: { value: 's' } } } });
  });

  it.each([
    ['no XML', 'hello', undefined],
    ['another document element', '<WV-CSP-Message/>', undefined],
    ['neither set-up nor session', message(''), undefined],
  ])('with %s has no envelope, and says why', (_, text) => {
    const result = read(text);
    expect(unsealSsp(result)).toBeUndefined();
    expect(result.valid).toBe(false);
  });

  it('keeps the name of a primitive that nobody knows, for the refusal', () => {
    const envelope = unsealSsp(read(inSession('<FrobnicateRequest colour="red"/>')));
    expect(envelope).toMatchObject({
      transactions: [{ id: 't1', primitive: undefined, unknown: 'FrobnicateRequest' }],
    });
  });

  it('keeps a transaction without an identifier, and its neighbours', () => {
    const result = read(
      message(
        '<Session sessionID="1@a.example"><Transaction mode="Request"><LogoutRequest/></Transaction>' +
          '<Transaction mode="Request" transactionID="2"/><Transaction mode="Request" transactionID="3"><LogoutRequest/>' +
          '</Transaction></Session>',
      ),
    );
    expect(unsealSsp(result)).toMatchObject({
      transactions: [
        { id: undefined },
        { id: '2', primitive: undefined },
        { id: '3', primitive: { name: 'LogoutRequest' } },
      ],
    });
  });
});

describe('a slip of form is a finding, and reading goes on', () => {
  it.each([
    [
      'procotolVersion',
      message(
        '<SetupTransaction mode="Request" transactionID="1"><SendSecretToken serviceID="wv:@a.example" protocol="WV-SSP" ' +
          'procotolVersion="1.3"><SecretToken>s</SecretToken></SendSecretToken></SetupTransaction>',
      ),
      ['deviation alias'],
    ],
    [
      'userid in a Mapping',
      inSession(
        '<GetJoinedUsersResponse><Status code="200"/><JoinedUsers><UserMapList><UserMapping><Mapping><UserID userid="wv:b@b"/>' +
          '</Mapping></UserMapping></UserMapList></JoinedUsers></GetJoinedUsersResponse>',
        'mode="Response" transactionID="t1"',
      ),
      ['deviation alias'],
    ],
    [
      'JoinedUser',
      inSession(
        '<GetJoinedUsersResponse><Status code="200"/><JoinedUser><UserMapList><UserMapping/></UserMapList></JoinedUser>' +
          '</GetJoinedUsersResponse>',
      ),
      ['deviation alias'],
    ],
    [
      'ScreenNames',
      inSession(
        '<Status code="201"><DetailedResult code="531"><ScreenNames groupID="wv:/g@b.example">x</ScreenNames>' +
          '</DetailedResult></Status>',
      ),
      ['deviation alias'],
    ],
    [
      'MessageURI, ContentName and validlity',
      inSession(
        '<MessageNotification><MetaInfo clientOriginated="No"><Requestor serviceID="wv:@a.example"/></MetaInfo><MessageInfo ' +
          'MessageURI="http://a.example/1" ContentName="n" validlity="60"><Recipient><User userID="wv:b@b.example"/>' +
          '</Recipient><Sender><User userID="wv:a@a.example"/></Sender><DateTime>20070123T101500Z</DateTime></MessageInfo>' +
          '</MessageNotification>',
      ),
      ['deviation alias', 'deviation alias', 'deviation alias'],
    ],
    [
      'GetPresenceResponse without Status',
      inSession('<GetPresenceResponse/>', 'mode="Response" transactionID="t1"'),
      ['deviation missing-element'],
    ],
    ['an unknown attribute', inSession('<LogoutRequest colour="red"/>'), ['deviation attribute']],
    ['an unknown child', inSession('<LogoutRequest><X/></LogoutRequest>'), ['deviation unknown-element']],
    [
      'an element of a foreign namespace',
      inSession('<LogoutRequest><Status xmlns="urn:x" code="1"/></LogoutRequest>'),
      ['deviation foreign-element'],
    ],
    [
      'children out of turn',
      inSession(
        '<Status code="201"><TryAgainTimeout>5</TryAgainTimeout><StatusDescription>x</StatusDescription></Status>',
      ),
      ['deviation order'],
    ],
    ['a mandatory attribute that is missing', inSession('<Status/>'), ['error attribute']],
    ['a number that is none', inSession('<Status code="many"/>'), ['error value', 'error attribute']],
    [
      'Yes in another spelling',
      inSession('<GetGroupSubStatusResponse subscribed="T"><Status code="200"/></GetGroupSubStatusResponse>'),
      ['error value'],
    ],
    [
      'text that is not escaped',
      inSession('<Status code="200"><StatusDescription>R&D</StatusDescription></Status>'),
      ['error not-well-formed'],
    ],
  ])('%s', (_, text, wanted) => {
    expect(kinds(text)).toEqual(wanted);
    expect(unsealSsp(read(text))).toBeDefined();
  });

  it('reads the values behind other spellings', () => {
    const result = unsealSsp(
      read(inSession('<GetGroupSubStatusResponse Subscribed="true"><Status code="200"/></GetGroupSubStatusResponse>')),
    );
    expect(result).toMatchObject({ transactions: [{ primitive: { value: { subscribed: true } } }] });
  });

  it('finds an attribute given twice, which no XML has', () => {
    expect(kinds(inSession('<Status code="200" code="900"/>'))).toContain('error not-well-formed');
  });
});
