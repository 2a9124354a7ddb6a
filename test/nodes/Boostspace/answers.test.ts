/** Answers with a successful status that do not hold what was asked for. */
import type { INodeParameters } from 'n8n-workflow';

import { resources } from '../../../nodes/Boostspace/resources';
import { runOperation } from '../../../operation/run';
import { boostspace } from '../../../services/boostspace';
import { answer, held, host } from '../../builders';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

async function run(operation: string, parameters: INodeParameters, body: unknown) {
	const [resource = '', name = ''] = operation.split('.');
	const { context, requests } = host({
		service: boostspace,
		credentials: held.spaces(),
		script: () => answer(200, body),
		resources,
		parameters: { resource, operation: name, ...parameters },
		onError: 'continueRegularOutput',
	});
	const [output = []] = await runOperation(context, boostspace, resources);
	return { json: output[0]?.json, requests };
}

const NEW_RECORD = { space: byId('42'), statusSystem: byId('7'), customFields: {}, additional: {} };

const CREATES: ReadonlyArray<readonly [string, INodeParameters]> = [
	['record.create', { module: byId('3'), ...NEW_RECORD }],
	['space.create', { module: byId('3'), name: 'Roses' }],
	['customModule.create', { name: 'Plants', additional: {} }],
	['field.create', { name: 'colour', inputType: 'text', group: byId('11'), additional: {} }],
];

const CHANGES: ReadonlyArray<readonly [string, INodeParameters]> = [
	['record.createOrUpdate', { remoteId: '1', remoteApplication: 'Shop', ...NEW_RECORD }],
	[
		'record.update',
		{
			module: byId('3'),
			record: '5',
			space: byId('42'),
			customFields: {},
			changes: { status: '4' },
		},
	],
	['space.update', { space: byId('42'), name: 'Roses' }],
	['customModule.update', { module: byId('3'), changes: { name: 'Plants' } }],
	['field.update', { field: '9', group: byId('11'), changes: { name: 'colour' } }],
];

const READS: ReadonlyArray<readonly [string, INodeParameters]> = [
	['record.get', { record: '5' }],
	['space.get', { space: byId('42') }],
	['customModule.get', { module: byId('3') }],
	['field.get', { field: '9' }],
];

const NOTHING: ReadonlyArray<readonly [unknown]> = [
	[{}],
	[{ id: '0' }],
	[{ id: 0 }],
	[{ success: true }],
	[{ id: null }],
];

describe.each(CREATES)('%s', (operation, parameters) => {
	it.each(NOTHING)('is no success without what was made, and is not repeated: %j', async (body) => {
		const { json, requests } = await run(operation, parameters, body);
		expect(json?.error).toMatch(/[Ii]t is not known whether/);
		expect(requests).toHaveLength(1);
	});

	it('gives what was made', async () => {
		expect((await run(operation, parameters, { id: 12 })).json).toMatchObject({ id: 12 });
	});
});

describe.each([...CHANGES, ...READS])('%s', (operation, parameters) => {
	it.each(NOTHING)('is no success without the thing itself: %j', async (body) => {
		const { json } = await run(operation, parameters, body);
		expect(json?.error).toMatch(/^Boost\.space answered something else than it documents, at id/);
	});

	it('gives the thing', async () => {
		expect((await run(operation, parameters, { id: 12 })).json).toMatchObject({ id: 12 });
	});
});

const DELETES: ReadonlyArray<readonly [string, (id: string) => INodeParameters]> = [
	['record.delete', (record) => ({ record })],
	['space.delete', (space) => ({ space: byId(space) })],
	['customModule.delete', (module) => ({ module: byId(module) })],
	['field.delete', (field) => ({ field })],
];

describe.each(DELETES)('%s', (operation, of) => {
	it.each(['0', '000', '={{ 0 }}', '={{ undefined }}'])(
		'is never sent for what a failed step left: %s',
		async (id) => {
			const { json, requests } = await run(operation, of(id), { success: true });
			expect(json?.error).toMatch(/must be the ID of a|is missing: give the ID of a/);
			expect(requests).toEqual([]);
		},
	);

	it('that was answered with no is no success', async () => {
		const { json } = await run(operation, of('5'), { success: false });
		expect(json?.error).toMatch(/answered something else than it documents/);
	});

	it('that was answered with yes is one', async () => {
		expect((await run(operation, of('5'), { success: true })).json).toEqual({
			id: '5',
			deleted: true,
		});
	});
});
