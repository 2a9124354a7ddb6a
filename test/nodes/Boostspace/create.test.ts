import type { INodeExecutionData } from 'n8n-workflow';

import { resources } from '../../../nodes/Boostspace/resources';
import { runOperation } from '../../../operation/run';
import { boostspace } from '../../../services/boostspace';
import type { Script } from '../../builders';
import { answer, held, host } from '../../builders';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

interface NewRecord {
	readonly colour: string;
	readonly space: string;
}

const records = (...colours: string[]): NewRecord[] =>
	colours.map((colour) => ({ colour, space: '42' }));

/** Creates records, and gives what came out beside what was asked for. */
async function create(items: readonly NewRecord[], script: Script) {
	const { context, requests } = host({
		service: boostspace,
		credentials: held.spaces(),
		script,
		resources,
		parameters: {
			resource: 'record',
			operation: 'create',
			module: byId('3'),
			space: byId('={{ $json.space }}'),
			statusSystem: byId('7'),
			customFields: { mappingMode: 'defineBelow', value: { colour: '={{ $json.colour }}' } },
			additional: {},
		},
		items: items.map((item) => ({ ...item })),
		onError: 'continueRegularOutput',
	});
	const [output = []] = await runOperation(context, boostspace, resources);
	return { output, asked: requests.map(({ method, body }) => ({ method, body })) };
}

const errorsOf = (output: readonly INodeExecutionData[]) => output.map(({ json }) => json.error);

/** A record as the API gives it. */
const saved = (id: unknown, colour: string) => ({
	id,
	customFieldsValues: [{ customFieldInputName: 'colour', value: colour }],
});

describe('a list of new records that is refused', () => {
	const refuse: Script = () => answer(400, { message: 'Not like this' });

	it('is sent once: what stands before the wrong record may be there', async () => {
		const { output, asked } = await create(records('red', 'white'), refuse);
		expect(asked).toHaveLength(1);
		for (const error of errorsOf(output)) {
			expect(error).toMatch(
				/^It is not known whether Boost\.space carried out some of the 2 records.*Not like this/,
			);
		}
		expect(output.map(({ json }) => json.details)).toEqual([
			expect.objectContaining({
				description: expect.stringMatching(
					/^Check in Boost\.space which of them are there[^]*was not retried/,
				),
			}),
			expect.objectContaining({
				description: expect.stringMatching(
					/^Check in Boost\.space which of them are there[^]*was not retried/,
				),
			}),
		]);
	});

	it('has records of one space, so that a missing right is one for all of them', async () => {
		const items = [...records('red', 'white'), { colour: 'blue', space: '43' }];
		const { output, asked } = await create(items, () => answer(403, { message: 'Not yours' }));
		expect(asked).toHaveLength(2);
		for (const error of errorsOf(output)) expect(error).not.toMatch(/not known whether/);
	});
});

describe('a list of new records that is answered with another list', () => {
	it.each([
		['of another length', [saved(1, 'red')]],
		['in another order', [saved(2, 'white'), saved(1, 'red')]],
		['with one of them twice', [saved(1, 'red'), saved(1, 'red')]],
	])('%s says of none what became of it', async (_what, list) => {
		const { output, asked } = await create(records('red', 'white'), () => answer(200, list));
		expect(asked).toHaveLength(1);
		for (const error of errorsOf(output)) expect(error).toMatch(/says nothing of this item/);
	});

	it.each([
		['whose values are written in another way', records('1.0', '0'), [saved(1, '1'), saved(2, '')]],
		['of the same values', records('red', 'red'), [saved(1, 'red'), saved(2, 'red')]],
		[
			'of which the API made something else',
			records('red', 'white'),
			[saved(1, 'rot'), saved(2, '')],
		],
	])('%s is that of these records', async (_what, items, list) => {
		const { output } = await create(items, ({ method }) =>
			method === 'POST' ? answer(200, list) : answer(200, saved(2, items[1]?.colour ?? '')),
		);
		expect(errorsOf(output)).toEqual([undefined, undefined]);
		expect(output.map(({ json }) => json.id)).toEqual([1, 2]);
	});
});

describe('a list of new records with several fields', () => {
	const fields = { a: 'A', status: 'new', url: 'example.com' };
	const shownAs = (id: number, values: Readonly<Record<string, string>>) => ({
		id,
		customFieldsValues: Object.entries(values).map(([name, value]) => ({
			customFieldInputName: name,
			value,
		})),
	});
	const rewritten = (id: number, a: string) =>
		shownAs(id, { ...fields, a, url: 'https://example.com/' });

	/** Creates a record of these fields and one of others. */
	const createBoth = async (other: Readonly<Record<string, string>>, list: unknown[]) => {
		const { context } = host({
			service: boostspace,
			credentials: held.spaces(),
			script: () => answer(200, list),
			resources,
			parameters: {
				resource: 'record',
				operation: 'create',
				module: byId('3'),
				space: byId('42'),
				statusSystem: byId('7'),
				customFields: {
					mappingMode: 'defineBelow',
					value: { a: '={{ $json.a }}', status: '={{ $json.status }}', url: '={{ $json.url }}' },
				},
				additional: {},
			},
			items: [fields, { ...other }],
			onError: 'continueRegularOutput',
		});
		const [output = []] = await runOperation(context, boostspace, resources);
		return output.map(({ json }) => json.id ?? json.error);
	};

	it('is theirs where the API rewrites a field of one, and another one has fewer', async () => {
		const list = [rewritten(1, 'A'), shownAs(2, { status: 'new' })];
		expect(await createBoth({ status: 'new' }, list)).toEqual([1, 2]);
	});

	it('is not theirs in another order, though the API rewrites a field of each', async () => {
		const told = await createBoth({ ...fields, a: 'B' }, [rewritten(2, 'B'), rewritten(1, 'A')]);
		for (const error of told) expect(error).toMatch(/says nothing of this item/);
	});
});

describe('a new record of which Boost.space does not show what was saved', () => {
	it.each(['', '..', '../../user', null, undefined])(
		'and that has the ID %j is one of which nobody knows, and no wrong input',
		async (id) => {
			const { output, asked } = await create(records('red', 'white', 'blue'), () =>
				answer(200, [saved(1, 'red'), saved(id, ''), saved(3, 'blue')]),
			);
			expect(errorsOf(output)).toEqual([
				undefined,
				expect.stringMatching(/has no ID: it is not known whether it was saved/),
				undefined,
			]);
			expect(output[1]?.json.error).not.toMatch(/Nothing was sent/);
			expect(asked).toHaveLength(1);
		},
	);
});
