/** Defects of WBXML over HTTP. */

import { VERSION_FACTS, write } from '../../../protocol/syntax/index.ts';
import type { Change, Defect } from '../../types.ts';
import { all, hooks, profile } from '../../ways/families.ts';
import { answers } from '../../ways/http-answers.ts';
import { cannotRead, replacesOctets } from '../../ways/octets.ts';

/** Answers logins in XML, whatever the syntax of the request. */
function answersLoginInXml(): Change {
  return all(
    hooks({
      encode: (document, context, next) =>
        JSON.stringify(document.content).includes('"Login-Response"')
          ? write(document, { syntax: 'xml' })
          : next(document, context),
    }),
    answers((response) =>
      response.body?.[0] === '<'.charCodeAt(0)
        ? { ...response, headers: [['Content-Type', VERSION_FACTS['1.3'].contentTypes.xml]] }
        : response,
    ),
  );
}

const OTHER_WBXML = ['001', '005', '006', '007'].map((number) => `TRN-WBXML-${number}`);

export const transportWbxmlDefects: readonly Defect[] = [
  {
    id: 'wbxml-login-answered-in-xml',
    title: 'answers a login over WBXML in XML',
    requirements: ['TRN-WBXML-001'],
    change: answersLoginInXml(),
  },
  {
    id: 'wbxml-charset-unknown',
    title: 'does not know the character set 6A',
    requirements: ['TRN-WBXML-004'],
    unavoidable: [...OTHER_WBXML, 'TRN-HTTP-003'],
    change: cannotRead((octets) => octets[2] === 0x6a),
  },
  {
    id: 'wbxml-public-identifier-unknown',
    title: 'does not know the public identifier 01',
    requirements: ['TRN-WBXML-005'],
    unavoidable: ['TRN-HTTP-003'],
    change: cannotRead((octets) => octets[1] === 0x01),
  },
  {
    id: 'wbxml-other-public-identifier',
    title: 'answers with the public identifier 01, whatever that of the request',
    requirements: ['TRN-WBXML-006'],
    change: replacesOctets((octets) => octets.map((octet, at) => (at === 1 ? 0x01 : octet))),
  },
  {
    id: 'wbxml-wrong-cir-token',
    title: 'writes the CIR method SHTTP with the value token of another method',
    requirements: ['TRN-WBXML-007'],
    change: all(
      profile({ capability: { cir: { httpUrl: 'http://127.0.0.1:9/cir' } } }),
      replacesOctets((octets) =>
        // EXT_T_0 with A5 becomes EXT_T_0 with A4.
        octets.map((octet, at) =>
          octet === 0x25 && octets[at - 1] === 0x81 && octets[at - 2] === 0x80 ? 0x24 : octet,
        ),
      ),
    ),
  },
];
