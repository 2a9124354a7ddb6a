// What surrounds the pack (sandbox, benchmarks, tests) runs in plain Node, where the rules for shipped code do not apply.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{ ignores: ['dist/', 'node_modules/'] },
	{ files: ['**/*.mts'], extends: [js.configs.recommended, tseslint.configs.strict] },
);
