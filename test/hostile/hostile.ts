/** What somebody in bad faith, or a broken program, puts where a value is wanted. */
import { fc } from '../fuzz';

/** Pieces with which a value tries to become something else: a path, a host, a header, a query, code. */
const PIECES = [
	'../',
	'..\\',
	'..',
	'.',
	'%2e%2e%2f',
	'%252e%252e%252f',
	'%2f',
	'/',
	'//',
	'//evil.example/',
	'https://evil.example/',
	'@evil.example',
	'user:word@',
	'evil.example',
	'\u3002',
	'\uff0e',
	'\uff0f',
	'\\',
	':8443',
	':',
	'?a=b',
	'#',
	'&a=b',
	';',
	'\r\nX-Evil: 1',
	'\n',
	'\r',
	'\t',
	'\u0000',
	'\u2028',
	'\u202e',
	'%0d%0a',
	'%00',
	'{{ $json }}',
	'={{ 1 + 1 }}',
	'${1}',
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'hasOwnProperty',
	'<script>',
	'"',
	"'",
	'\ud800',
	'\udc00',
	'\u00e9',
	'\ufeff',
	' ',
	'[::1]',
	'127.0.0.1',
	'a',
	'42',
] as const;

/** Names that every object has, or that mean something to some of them. */
const INHERITED = [
	...Object.getOwnPropertyNames(Object.prototype),
	'prototype',
	'then',
	'toJSON',
	'length',
];

/** Texts that look like what is wanted, with such pieces in them, and any others. */
export const hostileText = (fitting: readonly string[] = ['42']): fc.Arbitrary<string> => {
	const piece = fc.oneof(
		{ weight: 6, arbitrary: fc.constantFrom(...PIECES) },
		{ weight: 2, arbitrary: fc.constantFrom('42', ...fitting) },
		{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
	);
	return fc.oneof(
		{
			weight: 12,
			arbitrary: fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join('')),
		},
		{ weight: 3, arbitrary: fc.constantFrom(...INHERITED) },
		{ weight: 2, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
		{ weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
		{
			weight: 1,
			arbitrary: fc.constantFrom('a', '/', '../', '%').map((text) => text.repeat(5_000)),
		},
	);
};

/** JSON as somebody else writes it: with names that every object has, of any form and deep. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
	fc.json({ maxDepth: 4, stringUnit: 'binary' }).map((text): unknown => JSON.parse(text)),
	fc
		.constantFrom(
			'{"__proto__":{"polluted":true}}',
			'{"constructor":{"prototype":{"polluted":true}}}',
			'{"a":{"__proto__":{"polluted":true}},"toString":1,"hasOwnProperty":1}',
			'{"toJSON":1,"then":1,"length":-1}',
			'[{"__proto__":[]}]',
			'1e308',
			'-0',
			`${'['.repeat(500)}${']'.repeat(500)}`,
			`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`,
		)
		.map((text): unknown => JSON.parse(text)),
);
