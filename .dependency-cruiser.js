// Which file of src may import which. `npm run lint` applies it; design: CONTRIBUTING.md, "The house".

/** The floors from the highest to the lowest: each imports those below it, and none above it. */
const FLOORS = [
  ['entries', '^src/(extension|browser)[.]ts$'],
  ['composition', '^src/composition/'],
  ['ui', '^src/ui/'],
  ['platform', '^src/platform/'],
  ['saving', '^src/saving/'],
  ['tracking', '^src/tracking/'],
  ['endpoints', '^src/endpoints/'],
  ['references', '^src/references/'],
  ['operations', '^src/operations/'],
  ['base and outside', '^src/(base|outside)/'],
];

/** The floors within `tracking`. Rooms of one floor do not know each other. */
const FLOORS_OF_TRACKING = [
  ['tracking/polling', '^src/tracking/polling/'],
  ['tracking/expiry', '^src/tracking/expiry/'],
  ['tracking/limits', '^src/tracking/limits/'],
  ['tracking/windows', '^src/tracking/windows/'],
  ['tracking/list', '^src/tracking/list/'],
  ['tracking/schedule', '^src/tracking/schedule/'],
  ['what all of tracking shares', '^src/tracking/[^/]+$'],
];

/** Rooms of tracking that do not know each other, although one stands below the other in the list above. */
const STRANGERS_IN_TRACKING = [
  ['polling', 'expiry'],
  ['limits', 'list'],
  ['windows', 'list'],
  ['windows', 'schedule'],
  ['list', 'schedule'],
];

const FEATURES_OF_UI = '^src/ui/(editor|terminal|capture|exchange|tasks)/';

/** The floors within `ui`; its own files are known to all of them. */
const FLOORS_OF_UI = [
  ['the features of ui', FEATURES_OF_UI],
  ['ui/commands', '^src/ui/commands/'],
  ['ui/prompts', '^src/ui/prompts/'],
  ['ui/view', '^src/ui/view/'],
  ['ui/saving', '^src/ui/saving/'],
  ['ui/messages', '^src/ui/messages/'],
  ['ui/language', '^src/ui/language/'],
];

/** What may build rooms and wire them. */
const COMPOSITION = ['^src/(extension|browser)[.]ts$', '^src/composition/'];

const SIMULATOR = '^src/simulator/';

/** One rule for each floor that has others above it. */
function floorRules(floors) {
  return floors.slice(1).map(([name, path], i) => ({
    name: `${name} imports no floor above it`,
    severity: 'error',
    from: { path },
    to: { path: floors.slice(0, i + 1).map(([, above]) => above) },
  }));
}

module.exports = {
  forbidden: [
    ...floorRules(FLOORS),
    ...floorRules(FLOORS_OF_TRACKING),
    ...STRANGERS_IN_TRACKING.map(([upper, lower]) => ({
      name: `tracking/${upper} does not know tracking/${lower}`,
      severity: 'error',
      from: { path: `^src/tracking/${upper}/` },
      to: { path: `^src/tracking/${lower}/` },
    })),
    ...floorRules(FLOORS_OF_UI),
    {
      name: 'a feature of ui knows no other',
      severity: 'error',
      from: { path: FEATURES_OF_UI },
      to: { path: FEATURES_OF_UI, pathNot: '^src/ui/$1/' },
    },
    {
      name: 'no import goes in a circle',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'only composition and the entries know an adapter',
      severity: 'error',
      from: { path: '^src/', pathNot: [...COMPOSITION, '^src/platform/'] },
      to: { path: '^src/platform/(node|vscode|browser)/' },
    },
    {
      name: 'the simulator knows no other room but base',
      severity: 'error',
      from: { path: SIMULATOR },
      to: { path: '^src/', pathNot: [SIMULATOR, '^src/base/'] },
    },
    {
      name: 'only composition, the platform and ui know the simulator',
      severity: 'error',
      from: { path: '^src/', pathNot: [SIMULATOR, '^src/(composition|platform|ui)/'] },
      to: { path: SIMULATOR },
    },
    {
      name: 'each file of src is in a room that has its floor here',
      severity: 'error',
      from: { path: '^src/', pathNot: [...FLOORS.map(([, path]) => path), SIMULATOR] },
      to: {},
    },
    {
      name: 'src knows neither tests nor scripts',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'what is pure knows no module of Node',
      severity: 'error',
      from: { path: '^src/(base|outside|operations|references|tracking/schedule)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only ui, platform/vscode, composition and the entries know VS Code',
      severity: 'error',
      from: { path: '^src/', pathNot: [...COMPOSITION, '^src/(ui|platform/vscode)/'] },
      to: { path: '^vscode$' },
    },
    {
      name: 'only endpoints/http/http.ts sends requests: node-fetch',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/endpoints/http/http[.]ts$' },
      to: { path: '(^|/)node-fetch(/|$)' },
    },
    {
      name: 'only endpoints/http/http.ts sends requests: modules of Node',
      severity: 'error',
      // An agent opens connections, but what is sent there comes from endpoints/http/http.ts.
      from: { path: '^src/', pathNot: [SIMULATOR, '^src/platform/node/loopbackConnections[.]ts$'] },
      to: { path: '^(node:)?(http|https|http2|net|tls|undici)$' },
    },
  ],
  options: {
    // TypeScript 7 has no API in JavaScript, and swc parses what is written for it. With swc an import of types is an import;
    // one within a type, as in `typeof import('…')`, it would overlook, so scripts/house/importTypes.grit forbids that.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
