/** The rooms of src/ and the rooms each may import. Lint holds it (.dependency-cruiser.cjs); docs/index.md draws it. */
module.exports = {
  'wbxml-ts': [],
  protocol: ['wbxml-ts'],
  transport: ['protocol'],
  client: ['protocol', 'transport'],
  peer: ['protocol', 'transport'],
  server: ['protocol', 'transport'],
  defects: ['server', 'protocol', 'transport'],
  conformance: ['protocol', 'transport', 'client', 'peer'],
  report: ['conformance', 'protocol'],
  explorer: ['conformance', 'report', 'protocol', 'client'],
};
