import { Api } from '../../../sandbox/services/mailchimp/api/index.mts';
import { Deliveries } from '../../../sandbox/services/mailchimp/deliveries.mts';
import { deviations } from '../../../sandbox/services/mailchimp/deviations.mts';
import { Specification } from '../../../sandbox/services/mailchimp/specification.mts';

let specification: Specification;

beforeEach(() => {
	specification = new Specification();
});

const operation = (method: string, path: string) => {
	const found = specification.find(method, path);
	if (!found) throw new Error(`no operation ${method} ${path}`);
	return found.operation;
};

const PROBLEM = { type: 'about:blank', title: 'Oops', status: 400, detail: 'No', instance: '1' };

describe("Mailchimp's specification", () => {
	it('knows every operation that is served', () => {
		const { operations } = new Api(specification, new Deliveries(), { perCall: 0, perRecord: 0 });
		for (const name of operations) {
			const [method = '', template = ''] = name.split(' ');
			expect(operation(method, template.replaceAll(/\{\w+\}/g, 'x')).name).toBe(name);
		}
		expect(operations.length).toBeGreaterThan(30);
	});

	it('gives the variables of a path, decoded', () => {
		expect(specification.find('GET', '/lists/a1/members/ada%40example.com')?.variables).toEqual({
			list_id: 'a1',
			subscriber_hash: 'ada@example.com',
		});
	});

	it.each([
		[
			'a type that is wrong',
			'GET',
			'/ping',
			200,
			{ health_status: 1 },
			'/health_status must be string',
		],
		['a property that is not known', 'GET', '/ping', 200, { mood: 'fine' }, '.mood is not known'],
		[
			'a property deep inside',
			'GET',
			'/lists/a1',
			200,
			{ stats: { mood: 1 } },
			'.stats.mood is not known',
		],
		['a status that is not specified', 'GET', '/ping', 204, undefined, ' is not specified'],
		[
			'a body where there is none',
			'DELETE',
			'/campaigns/a1',
			204,
			{},
			' has a body, though none is specified',
		],
		['no body where there is one', 'GET', '/ping', 200, undefined, ' must be object'],
		[
			'an error document that lacks a field',
			'GET',
			'/ping',
			401,
			{ title: 'No' },
			" must have required property 'type'",
		],
	])('notices in an answer %s', (_what, method, path, status, body, violation) => {
		const asked = operation(method, path);
		specification.checkAnswer(asked, status, body);
		expect(specification.violations).toContain(`${asked.name}: answer ${status}${violation}`);
	});

	it('takes an error document with the refused fields', () => {
		const body = { ...PROBLEM, errors: [{ field: 'email_address', message: 'No' }] };
		specification.checkAnswer(operation('GET', '/ping'), 400, body);
		expect(specification.violations).toEqual([]);
	});

	it('is left only for a reason with a source', () => {
		for (const { why, source } of deviations) {
			expect(why).not.toBe('');
			expect(source).not.toBe('');
		}
	});
});
