import { audienceOf, parseDelivery } from '../../../../nodes/Mailchimp/webhook/delivery';

describe('a delivery', () => {
	it('becomes an object, however deep the names of its form are', () => {
		const form = new URLSearchParams([
			['type', 'subscribe'],
			['fired_at', '2026-03-26 21:35:57'],
			['data[list_id]', 'a6b5da1054'],
			['data[merges][FNAME]', 'Ada & Grace'],
		]);
		expect(parseDelivery(form.toString())).toEqual({
			type: 'subscribe',
			fired_at: '2026-03-26 21:35:57',
			data: { list_id: 'a6b5da1054', merges: { FNAME: 'Ada & Grace' } },
		});
	});

	it('says which audience it is about', () => {
		expect(audienceOf(parseDelivery('data%5Blist_id%5D=a6b5da1054'))).toBe('a6b5da1054');
		expect(audienceOf(parseDelivery('type=subscribe'))).toBeUndefined();
	});

	it('reaches no prototype, whatever its names are', () => {
		const delivery = parseDelivery(
			'__proto__[polluted]=1&data[__proto__][polluted]=1&data[constructor][prototype][polluted]=1',
		);
		expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
		expect(Object.getPrototypeOf(delivery)).toBe(Object.prototype);
		expect(Reflect.get({}, 'polluted')).toBeUndefined();
	});

	it('takes names that contradict each other without failing', () => {
		expect(parseDelivery('data=text&data[list_id]=a1')).toEqual({ data: { list_id: 'a1' } });
	});
});
