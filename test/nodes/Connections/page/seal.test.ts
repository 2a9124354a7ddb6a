import { seal, unseal } from '../../../../nodes/Connections/page/seal';

const SECRET = Buffer.from('a secret of this test');
const NOTE = { node: 'n', user: 'u', act: 'verify', once: 'o' };
const NOW = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

describe('a sealed note', () => {
	it('is read as it was written', () => {
		const sealed = seal(SECRET, 'act', NOTE, NOW);
		expect(unseal(SECRET, 'act', sealed, NOW)).toEqual({ ...NOTE, ends: NOW + 30 * MINUTE });
	});

	it('is over after its time', () => {
		const sealed = seal(SECRET, 'act', NOTE, NOW);
		expect(unseal(SECRET, 'act', sealed, NOW + 30 * MINUTE)).toBeUndefined();
	});

	it('counts for no other purpose, and for no other secret', () => {
		const sealed = seal(SECRET, 'session', { node: 'n', user: 'u' }, NOW);
		expect(unseal(SECRET, 'ticket', sealed, NOW)).toBeUndefined();
		expect(unseal(Buffer.from('another'), 'session', sealed, NOW)).toBeUndefined();
	});

	it('counts no more when a single character is changed', () => {
		const sealed = seal(SECRET, 'act', NOTE, NOW);
		const { length } = sealed;
		for (let place = 0; place < length; place += 1) {
			const other = sealed[place] === 'x' ? 'y' : 'x';
			// The last character of a signature holds bits that say nothing.
			if (place === length - 1) continue;
			const changed = `${sealed.slice(0, place)}${other}${sealed.slice(place + 1)}`;
			expect([place, unseal(SECRET, 'act', changed, NOW)]).toEqual([place, undefined]);
		}
	});

	it.each([undefined, '', '.', 'a.b.c', 7, ['a'], `${'a'.repeat(5_000)}.b`])(
		'is not %p',
		(given) => {
			expect(unseal(SECRET, 'act', given, NOW)).toBeUndefined();
		},
	);
});
