import { isSameSecret } from '../../operation/constantTime';

it.each([
	['the same bytes', 'secret', 'secret', true],
	['other bytes', 'secret', 'secreT', false],
	['a beginning of them', 'secre', 'secret', false],
	['more than them', 'secret!', 'secret', false],
	['nothing', '', 'secret', false],
])('a secret is compared with %s', (_what, given, expected, isSame) => {
	expect(isSameSecret(Buffer.from(given), Buffer.from(expected))).toBe(isSame);
});
