/** The import rules of the house: a room imports only the rooms it is allowed to. See docs/house.md. */
const rooms = require('./scripts/rooms.cjs');

const forbidden = Object.entries(rooms).map(([room, allowed]) => ({
  name: `${room}-imports`,
  comment: `${room} may import ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: '\\.(test|browser)\\.tsx?$' },
  to: { path: '^(src|steps|features|bench|scripts)/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...forbidden,
    {
      name: 'steps-imports',
      comment: 'steps may import conformance, client, peer and protocol: a scenario never knows the reference server',
      severity: 'error',
      from: { path: '^(steps|features)/' },
      to: { path: '^(src|bench|scripts)/', pathNot: '^src/(conformance|client|peer|protocol|transport)/' },
    },
    {
      name: 'browser-safe',
      comment: 'protocol and wbxml-ts also run in a browser: nothing of Node',
      severity: 'error',
      from: { path: '^src/(wbxml-ts|protocol)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
