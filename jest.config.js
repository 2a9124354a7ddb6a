/** @param {'commonjs' | 'es6'} type the pack is CommonJS as n8n loads it; what surrounds it (.mts) are ES modules */
const swc = (type) => [
	'@swc/jest',
	{ jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type } },
];

/** The seed of every random draw, see test/seed.ts. */
const TEST_SEED = Number(process.env.TEST_SEED ?? 20_261_127);
if (!Number.isInteger(TEST_SEED)) throw new Error('TEST_SEED must be a whole number');

/** @param {string} name @param {string[]} testMatch @param {object} more */
const project = (name, testMatch, more = {}) => ({
	displayName: name,
	testEnvironment: 'node',
	globals: { TEST_SEED },
	transform: { '\\.ts$': swc('commonjs'), '\\.mts$': swc('es6') },
	extensionsToTreatAsEsm: ['.mts'],
	moduleFileExtensions: ['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'node'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/sandbox/host/'],
	testMatch: testMatch.map((glob) => `<rootDir>/test/${glob}`),
	...more,
});

module.exports = {
	// The real n8n and the real browser take their time; a unit test that does is noticed by its own duration.
	testTimeout: 360_000,
	testSequencer: './test/sequencer.js',
	showSeed: true,
	collectCoverageFrom: ['{connection,operation,services,credentials,nodes}/**/*.ts', 'index.ts'],
	coverageProvider: 'v8',
	coverageReporters: ['text-summary', 'json-summary', 'lcovonly'],
	coverageDirectory: '<rootDir>/coverage',
	// Never all files in one process: each leaves its modules there, and what crashes it would end the whole run unseen.
	maxWorkers: 2,
	workerIdleMemoryLimit: '1.5GB',
	projects: [
		project('unit', [
			'{builtin,connection,operation,services,credentials,nodes,sandbox,docs,hostile}/**/*.test.{ts,mts}',
			'*.test.{ts,mts}',
		]),
		project('host', ['host/**/*.test.mts']),
		project('browser', ['browser/**/*.test.mts']),
	],
};
