// A message from its parts to octets and back, and what is wrong with another one.
import {
  primitive,
  read,
  resultCode,
  seal,
  statusText,
  toText,
  unseal,
  validate,
  write,
} from 'imps-conformance/protocol';

const document = seal({
  version: '1.2',
  sessionType: 'Inband',
  sessionId: 'session-1',
  transactions: [{ mode: 'Response', id: 'transaction-1', primitive: primitive('Status', { Result: { Code: 604 } }) }],
});
console.log(validate(document).length === 0 ? 'valid' : 'not valid');

const xml = write(document, { syntax: 'xml' });
const wbxml = write(document, { syntax: 'wbxml' });
console.log(`${xml.length} octets of XML, ${wbxml.length} of WBXML`);

const [transaction] = unseal(read(wbxml, 'wbxml').document ?? document)?.transactions ?? [];
const code = transaction === undefined ? undefined : resultCode(transaction.primitive);
console.log(`${transaction?.primitive.name}: ${code === undefined ? 'no code' : statusText(code)}`);
console.log(toText(document));

// Nothing that octets hold makes the reader throw: whatever is wrong with them is a finding, with its place.
const broken = new TextEncoder().encode(new TextDecoder().decode(xml).replace('604', 'many'));
for (const { severity, path, message, span } of read(broken, 'xml').findings) {
  console.log(`${severity} at ${path}, octets ${span?.start} to ${span?.end}: ${message}`);
}
