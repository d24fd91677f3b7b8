/** The import rules of the house: a room imports only the rooms it is allowed to, a sub-room only those below it. See docs/house.md. */
const floors = require('./scripts/floors.cjs');
const rooms = require('./scripts/rooms.cjs');

const tests = '\\.(test|browser)\\.tsx?$';

const forbidden = Object.entries(rooms).map(([room, allowed]) => ({
  name: `${room}-imports`,
  comment: `${room} may import ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: tests },
  to: { path: '^(src|steps|features|bench|scripts)/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
}));

/** The files of some sub-rooms, folder or single file. */
const within = (room, names) => `^src/${room}/(${names.join('|')})(/|\\.tsx?$)`;

const upward = Object.entries(floors).flatMap(([room, order]) => [
  {
    name: `${room}-floors`,
    comment: `each file and folder of src/${room} has its place in scripts/floors.cjs`,
    severity: 'error',
    from: { path: `^src/${room}/`, pathNot: [tests, within(room, order)] },
    to: {},
  },
  ...order.slice(0, -1).map((name, floor) => ({
    name: `${room}-${name}-upward`,
    comment: `src/${room}/${name} may import only what stands below it in scripts/floors.cjs`,
    severity: 'error',
    from: { path: within(room, [name]), pathNot: tests },
    to: { path: within(room, order.slice(floor + 1)) },
  })),
]);

module.exports = {
  forbidden: [
    ...forbidden,
    ...upward,
    {
      name: 'steps-imports',
      comment:
        'steps may import conformance, results, client, peer and protocol: a scenario never knows the reference server',
      severity: 'error',
      from: { path: '^(steps|features)/' },
      to: { path: '^(src|bench|scripts)/', pathNot: '^src/(conformance|results|client|peer|protocol|transport)/' },
    },
    {
      name: 'testing-imports',
      comment: 'src/testing is never built: only tests, benches and its own files may import it',
      severity: 'error',
      from: { path: '^(src|steps|scripts)/', pathNot: [tests, '^src/testing/'] },
      to: { path: '^src/testing/' },
    },
    {
      name: 'steps-hands',
      comment: 'of conformance, steps import what a scenario has in its hands: nothing that plans, runs or judges',
      severity: 'error',
      from: { path: '^steps/' },
      to: {
        path: '^src/conformance/',
        pathNot: '^src/conformance/(scenario|state|notation|claims|catalogue|ics|iut)(/|\\.ts$)',
      },
    },
    {
      name: 'page-view',
      comment: 'of report, the page imports what results say and the shape they are baked in: no other format',
      severity: 'error',
      from: { path: '^src/explorer/page/', pathNot: tests },
      to: { path: '^src/report/', pathNot: '^src/report/(view/|html/baked\\.ts$)' },
    },
    {
      name: 'view-from-results',
      comment: 'a report can be made wherever there are results: what they say needs no runner',
      severity: 'error',
      from: { path: '^src/report/(view|html)/', pathNot: tests },
      to: { path: '^src/conformance/' },
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
      comment: 'no file reaches itself through its imports, not even by types',
      severity: 'error',
      from: {},
      to: { circular: true },
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
