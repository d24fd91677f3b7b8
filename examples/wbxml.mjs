// WBXML of any application: its tables are plain rows.
import { createEncoder, decode, tablesFrom, textOf } from 'imps-conformance/wbxml-ts';

const tables = tablesFrom({
  publicIds: [{ number: 0x7e, text: '-//EXAMPLE//DTD NOTE 1.0//EN' }],
  tags: [
    { page: 0, token: 0x05, name: 'Note' },
    { page: 0, token: 0x06, name: 'To' },
    { page: 1, token: 0x05, name: 'Text' },
  ],
  attributes: [{ page: 0, token: 0x05, name: 'href', prefix: 'http://' }],
  extT: [{ value: 1, text: 'everyone' }],
});

const encoder = createEncoder(tables, {});
encoder.open('Note');
encoder.attribute('href', 'http://a');
encoder.open('To');
encoder.text('everyone');
encoder.close();
encoder.open('Text');
encoder.text('Lunch is ready');
encoder.close();
encoder.close();
const octets = encoder.finish();

const { root, annotations = [] } = decode(octets, tables, { annotate: true });
for (const child of root.children) if (child.kind === 'element') console.log(`${child.name}: ${textOf(child)}`);
for (const { start, end, label } of annotations) {
  console.log(`${Buffer.from(octets.subarray(start, end)).toString('hex').padEnd(12)} ${label}`);
}
