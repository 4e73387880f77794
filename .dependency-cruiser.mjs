// The floors of the house: imports run downwards only. The order of this list is the order of the floors.
const floors = [
  ['server', '^server\\.ts$'],
  ['app', '^app/'],
  ['components', '^components/'],
  ['services', '^lib/services/'],
  ['domain', '^lib/domain/'],
  ['platform', '^lib/platform/'],
  ['policy', '^lib/policy/'],
  ['formats', '^lib/formats/'],
  ['core', '^lib/core/'],
]

const notTests = { pathNot: '\\.test\\.tsx?$' }

const upwards = floors.slice(1).map(([name, path], at) => ({
  name: `${name}-imports-nothing-above`,
  severity: 'error',
  from: { path, ...notTests },
  to: { path: floors.slice(0, at + 1).map(([, above]) => above) },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...upwards,
    {
      name: 'pages-reach-services-only-through-the-domain',
      severity: 'error',
      from: { path: ['^app/', '^components/'], ...notTests },
      to: { path: '^lib/services/' },
    },
    {
      name: 'pure-floor-does-no-io',
      severity: 'error',
      from: { path: ['^lib/core/', '^lib/formats/', '^lib/policy/'], ...notTests },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer|util|zlib)$' },
    },
    {
      name: 'browser-modules-need-no-node',
      severity: 'error',
      from: { path: ['^lib/core/', '^lib/policy/', '^lib/formats/keystore/', '^lib/formats/der/'], ...notTests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'kit-stands-beside-the-tower',
      severity: 'error',
      from: { path: '^lib/kit/', ...notTests },
      to: { path: ['^lib/(services|domain|platform|policy)/', '^app/', '^components/', '^prisma/'] },
    },
    {
      name: 'nothing-but-the-kit-imports-the-kit',
      severity: 'error',
      from: { path: ['^lib/(services|domain|platform|policy|formats|core)/', '^components/'], ...notTests },
      to: { path: '^lib/kit/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'code-needs-no-development-package',
      severity: 'error',
      from: { path: '^(server\\.ts|app/|components/|lib/)', ...notTests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
    {
      name: 'tests-are-imported-by-tests-only',
      severity: 'error',
      from: { path: '^(server\\.ts|app/|components/|lib/)', ...notTests },
      to: { path: ['^test/', '\\.test\\.tsx?$'] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^\\.next/', 'lib/platform/store/generated/', '\\.css$'] },
    moduleSystems: ['es6'],
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
