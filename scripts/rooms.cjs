/** The rooms of src/ and the rooms each may import. Lint holds it (.dependency-cruiser.cjs); docs/index.md draws it. */
module.exports = {
  'wbxml-ts': [],
  protocol: ['wbxml-ts'],
  transport: ['protocol'],
  client: ['protocol', 'transport'],
  peer: ['protocol', 'transport'],
  server: ['protocol', 'transport'],
  results: ['protocol'],
  bundle: ['results', 'protocol'],
  conformance: ['results', 'protocol', 'transport', 'client', 'peer'],
  embedded: ['conformance', 'server', 'protocol', 'transport'],
  proof: ['embedded', 'conformance', 'results', 'server', 'protocol', 'transport'],
  watch: ['conformance', 'results', 'protocol', 'transport'],
  report: ['conformance', 'results', 'bundle', 'protocol'],
  explorer: ['conformance', 'results', 'report', 'protocol'],
};
