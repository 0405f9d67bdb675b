// The floors of the house: one rule with one sentence for each. `node bin/with-node24.js scripts/floors.ts` checks them.

/** Tests may reach over the floors, as they put real parts together. */
const tests = ['[.]test[.]ts$', '/testing/']

const ours = '^(src|web|sandbox|test|bench|scripts)/'
/** One folder per noun: connections, jobs, runs, … */
const nouns = '^src/(comparison|connections|jobs|runs|notifications|people|audit|reports)/'

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  {
    name: 'platform-imports-nothing',
    comment: 'The contract imports nothing of ours; only its conformance suite may use Node and the test runner.',
    from: { path: '^src/platform/', pathNot: tests },
    to: { path: ours, pathNot: '^src/platform/' },
  },
  {
    name: 'platform-uses-no-package',
    comment: 'The contract is types and pure functions: it uses no package and nothing of Node.',
    from: { path: '^src/platform/', pathNot: [...tests, '^src/platform/conformance/'] },
    to: { dependencyTypesNot: ['local', 'aliased'] },
  },
  {
    name: 'toolkit-stands-on-the-contract',
    comment: 'The toolkit knows the contract and itself, no domain.',
    from: { path: '^src/toolkit/', pathNot: tests },
    to: { path: ours, pathNot: '^src/(toolkit|platform)/' },
  },
  {
    name: 'database-stands-alone',
    comment: 'The database knows no domain word and needs nothing of ours but the toolkit.',
    from: { path: '^src/database/', pathNot: tests },
    to: { path: ours, pathNot: '^src/(database|toolkit)/' },
  },
  {
    name: 'config-is-a-leaf',
    comment: 'Settings are read with nothing but the toolkit.',
    from: { path: '^src/config', pathNot: tests },
    to: { path: ours, pathNot: '^src/(config|toolkit)(/|[.]ts$)' },
  },
  {
    name: 'log-is-a-leaf',
    comment: 'The log knows what it writes to, and of ours only settings and toolkit.',
    from: { path: '^src/log(/|[.]ts$)', pathNot: tests },
    to: { path: ours, pathNot: '^src/(log|config|toolkit)(/|[.]ts$)' },
  },
  {
    name: 'a-platform-is-one-folder',
    comment: 'A platform knows the contract, the toolkit and its own folder; no platform imports a platform.',
    from: { path: '^src/platforms/([^/]+)/', pathNot: tests },
    to: { path: ours, pathNot: '^src/(platforms/$1|platform|toolkit)/' },
  },
  {
    name: 'one-file-names-the-platforms',
    comment: 'Only platforms/index.ts names the platforms.',
    from: { path: '^src/', pathNot: [...tests, '^src/platforms/'] },
    to: { path: '^src/platforms/[^/]+/' },
  },
  {
    name: 'the-list-of-platforms-is-a-list',
    comment: 'platforms/index.ts knows the contract and the platforms, nothing else.',
    from: { path: '^src/platforms/[^/]+$' },
    to: { path: ours, pathNot: '^src/(platforms|platform)/' },
  },
  {
    name: 'layers-wrap-storages',
    comment: 'A layer knows the contract and the toolkit.',
    from: { path: '^src/layers/', pathNot: tests },
    to: { path: ours, pathNot: '^src/(layers|platform|toolkit)/' },
  },
  {
    name: 'engine-knows-the-contract-alone',
    comment: 'The engine never learns which platform it moves, nor who asked: it knows the contract and the toolkit.',
    from: { path: '^src/engine/', pathNot: tests },
    to: { path: ours, pathNot: '^src/(engine|platform|toolkit)/' },
  },
  {
    name: 'engine-reaches-the-world-through-storage',
    comment: 'The engine opens no file and no connection: it reaches the world only through Storage.',
    from: { path: '^src/engine/', pathNot: tests },
    to: { path: '^(node:)?(fs|net|http|https|http2|tls|dgram|child_process)(/|$)' },
  },
  {
    name: 'queue-knows-no-task',
    comment: 'The queue carries tasks without knowing them: it stands on the database and the toolkit.',
    from: { path: '^src/queue/', pathNot: tests },
    to: { path: ours, pathNot: '^src/(queue|database|toolkit|platform)/' },
  },
  {
    name: 'nouns-know-only-the-words-of-the-api',
    comment: 'The nouns share words with the API (api/contract) and know nothing else of it.',
    from: { path: nouns, pathNot: tests },
    to: { path: '^src/api/', pathNot: '^src/api/contract/' },
  },
  {
    name: 'nouns-know-no-one-above',
    comment: 'The nouns, the queue and the API know neither the command line nor main.ts.',
    from: { path: `${nouns}|^src/(queue|api)/`, pathNot: tests },
    to: { path: '^src/(cli/|main[.]ts$|main/)' },
  },
  {
    name: 'the-words-of-the-api-stand-alone',
    comment: 'api/contract is shared with web and command line: it imports nothing of ours.',
    from: { path: '^src/api/contract/', pathNot: tests },
    to: { path: ours, pathNot: '^src/api/contract/' },
  },
  {
    name: 'one-client-of-the-api',
    comment: 'api/client is what web and command line ask the API with: it knows api/contract, no server code.',
    from: { path: '^src/api/client/', pathNot: tests },
    to: { path: ours, pathNot: '^src/api/(contract|client)/' },
  },
  {
    name: 'cli-is-a-client',
    comment:
      'The command line is a client of the API: it knows api/contract and api/client, the settings and the toolkit, no server code.',
    from: { path: '^src/cli/', pathNot: tests },
    to: { path: ours, pathNot: '^src/(cli|api/contract|api/client|config|toolkit)(/|[.]ts$)' },
  },
  {
    name: 'web-is-a-client',
    comment: 'The web page is a client of the API: it knows api/contract, api/client and itself, no server code.',
    from: { path: '^web/', pathNot: tests },
    to: { path: ours, pathNot: '^(web|src/api/contract|src/api/client)/' },
  },
  {
    name: 'main-is-imported-by-nothing',
    comment: 'main.ts and main/ do the introductions and are imported by nothing.',
    from: { pathNot: ['^src/main[.]ts$', '^(src/main|test|bench)/'] },
    to: { path: '^src/main([.]ts$|/)' },
  },
  {
    name: 'source-never-imports-the-sandbox',
    comment: 'Gantry and the Procore sandbox never import each other, so that one misreading cannot hide in both.',
    from: { path: '^(src|web)/', pathNot: '^src/main[.]ts$' },
    to: { path: '^sandbox/' },
  },
  {
    name: 'sandbox-never-imports-the-source',
    comment: 'The Procore sandbox and Gantry never import each other, so that one misreading cannot hide in both.',
    from: { path: '^sandbox/' },
    to: { path: '^src/' },
  },
  {
    name: 'testing-is-for-tests',
    comment: 'What lies in testing/ is for tests only.',
    from: { path: '^(src|sandbox)/', pathNot: tests },
    to: { path: '/testing/' },
  },
  {
    name: 'nothing-stands-on-tests',
    comment: 'Neither Gantry nor the sandbox needs test/, bench/ or scripts/.',
    from: { path: '^(src|web|sandbox)/', pathNot: tests },
    to: { path: '^(test|bench|scripts)/|[.]test[.]ts$' },
  },
  {
    name: 'no-package-of-development',
    comment: 'What runs at the customer uses only packages that are installed there.',
    from: { path: '^(src|sandbox)/', pathNot: [...tests, '^src/platform/conformance/'] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'npm-optional', 'type-only'] },
  },
  {
    name: 'every-import-is-found',
    comment: 'Every import leads somewhere; one that does not would hide from these rules.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'every-package-is-listed',
    comment: 'Every package that is imported is listed in package.json.',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
]

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
