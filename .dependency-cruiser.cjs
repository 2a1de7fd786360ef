/** The rules of docs/architecture.md that a machine can check. Each is proven to fail in test/architecture. */
const pure = '^libs/(matching|taxonomy|geography)/';
/** Folders of the engine, lowest first: each knows those before it alone. */
const engine = [
  'model',
  'reading',
  'scoring',
  'index',
  'ranking',
  'explanation',
  'standing',
  'advice',
  'search',
];
const notSpec = '[.](spec|states)[.]ts$|/testing/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'libs-know-no-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'apps-know-no-other-app',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: ['^apps/cli/', notSpec] },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'enter-a-library-by-its-index',
      severity: 'error',
      from: { path: '^(apps|libs|test)/([^/]+)/' },
      to: {
        path: '^libs/([^/]+)/',
        pathNot: [
          '^libs/$2/',
          '^libs/[^/]+/index[.]ts$',
          '^libs/platform/testing/index[.]ts$',
          '^libs/[^/]+/testing/',
        ],
      },
    },
    {
      name: 'the-engine-and-the-facts-are-pure',
      severity: 'error',
      from: { path: pure, pathNot: notSpec },
      to: { path: 'node_modules/(@nestjs|typeorm|bullmq|ioredis|pg|fastify|@apollo)/' },
    },
    {
      name: 'the-engine-does-no-input-or-output',
      severity: 'error',
      from: { path: '^libs/matching/', pathNot: notSpec },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(worker_threads|perf_hooks)$' },
    },
    {
      name: 'the-engine-knows-only-facts',
      severity: 'error',
      from: { path: '^libs/matching/', pathNot: notSpec },
      to: { path: '^libs/', pathNot: '^libs/(matching|taxonomy|geography)/' },
    },
    ...engine.slice(0, -1).map((folder, at) => ({
      name: 'the-engine-lies-in-layers',
      severity: 'error',
      from: { path: `^libs/matching/${folder}/`, pathNot: notSpec },
      to: { path: `^libs/matching/(${engine.slice(at + 1).join('|')})/` },
    })),
    {
      name: 'facts-know-only-facts',
      severity: 'error',
      from: { path: '^libs/(taxonomy|geography)/', pathNot: notSpec },
      to: { path: '^libs/', pathNot: '^libs/(taxonomy|geography)/' },
    },
    {
      name: 'the-platform-knows-no-domain',
      severity: 'error',
      from: { path: '^libs/platform/', pathNot: notSpec },
      to: { path: '^libs/', pathNot: '^libs/platform/' },
    },
    {
      name: 'the-portal-reaches-data-through-the-api',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: notSpec },
      to: { path: '^libs/', pathNot: '^libs/(platform|taxonomy|geography)/' },
    },
    {
      name: 'test-code-stays-in-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: notSpec },
      to: { path: ['/testing/', '[.](spec|states)[.]ts$', '^test/'] },
    },
    {
      name: 'declared-packages-only',
      severity: 'error',
      // Peers of the benches are measured beside us, and never served.
      from: { path: '^(apps|libs)/', pathNot: [notSpec, '^apps/cli/bench/peers/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: '.dependency-cruiser.tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      mainFields: ['module', 'main'],
    },
  },
};
