const swc = [
	'@swc/jest',
	{
		jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
		// The sandbox loads packages that are ES modules only (oidc-provider) with a real import().
		module: { type: 'commonjs', ignoreDynamic: true },
	},
];

/** @param {string} name @param {string[]} testMatch @param {object} more */
const project = (name, testMatch, more = {}) => ({
	displayName: name,
	testEnvironment: 'node',
	transform: { '\\.ts$': swc },
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/sandbox/host/'],
	testMatch: testMatch.map((glob) => `<rootDir>/test/${glob}`),
	...more,
});

module.exports = {
	projects: [
		project('unit', [
			'{connection,operation,services,credentials,nodes,sandbox,docs}/**/*.test.ts',
			'*.test.ts',
		]),
		project('host', ['host/**/*.test.ts']),
		project('browser', ['browser/**/*.test.ts']),
	],
};
