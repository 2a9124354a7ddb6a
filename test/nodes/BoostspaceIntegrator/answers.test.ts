/** Answers with a successful status that do not hold what was asked for. */
import type { INodeParameters } from 'n8n-workflow';

import { resources } from '../../../nodes/BoostspaceIntegrator/resources';
import { runOperation } from '../../../operation/run';
import { boostspaceIntegrator } from '../../../services/boostspaceIntegrator';
import type { Script } from '../../builders';
import { answer, host } from '../../builders';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Of the form of a token, and of nobody. */
const EXAMPLE = '01234567-89ab-cdef-0123-456789abcdef';

const CREDENTIALS = { apiKey: EXAMPLE, zone: 'eu1.make.com' };

/** Everything that the node's operations need. */
const SCOPES = Object.values(boostspaceIntegrator.permissions).flatMap(({ scopes }) => scopes);

async function run(operation: string, parameters: INodeParameters, script: Script) {
	const [resource = '', name = ''] = operation.split('.');
	const { context, requests } = host({
		service: boostspaceIntegrator,
		credentials: CREDENTIALS,
		script: async (request, count) =>
			request.url.includes('/current-authorization')
				? answer(200, { authorization: { scope: SCOPES } })
				: await script(request, count),
		resources,
		parameters: { resource, operation: name, ...parameters },
		onError: 'continueRegularOutput',
	});
	const [output = []] = await runOperation(context, boostspaceIntegrator, resources);
	return { json: output[0]?.json, requests };
}

describe('an answer without what was asked for', () => {
	it.each<[string, INodeParameters, unknown]>([
		['integratorConnection.get', { connection: byId('5') }, { connection: {} }],
		['integratorConnection.get', { connection: byId('5') }, {}],
		[
			'integratorConnection.rename',
			{ connection: byId('5'), newName: 'B' },
			{ connection: { id: 0, name: 'B' } },
		],
		['integratorConnection.checkScopes', { connection: byId('5'), scopes: 'a' }, { success: true }],
		['integratorConnection.verify', { connection: byId('5') }, {}],
		['scenario.get', { scenario: byId('5') }, { scenario: { id: '0' } }],
		['scenario.start', { scenario: byId('5') }, { success: true }],
		['scenario.run', { scenario: byId('5'), inputs: '{}', wait: true }, {}],
		['scenario.run', { scenario: byId('5'), inputs: '{}', wait: true }, { executionId: '0' }],
	])('is no success of %s: %j', async (operation, parameters, body) => {
		const { json } = await run(operation, parameters, () => answer(200, body));
		expect(json?.error).toMatch(
			/^Boost\.space Integrator answered something else than it documents/,
		);
	});

	it('is no deletion', async () => {
		const usages = { connection: { name: 'A', scenarioUsages: [] } };
		const { json } = await run(
			'integratorConnection.delete',
			{ connection: byId('5'), confirmation: '' },
			({ method }) => answer(200, method === 'DELETE' ? {} : usages),
		);
		expect(json?.error).toMatch(/answered something else than it documents, at connection/);
	});

	it('is never caused by the id 0, of which nothing is asked', async () => {
		const { json, requests } = await run(
			'integratorConnection.delete',
			{ connection: byId('0'), confirmation: 'A' },
			() => answer(200, {}),
		);
		expect(json?.error).toMatch(/"Connection" must be the ID of a connection/);
		expect(requests).toEqual([]);
	});
});

describe('a success that left things as they were', () => {
	it.each<[string, INodeParameters, unknown, RegExp]>([
		[
			'integratorConnection.rename',
			{ connection: byId('5'), newName: 'B' },
			{ connection: { id: 5, name: 'A' } },
			/took the change, but the name is "A"/,
		],
		[
			'scenario.start',
			{ scenario: byId('5') },
			{ scenario: { id: 5, isActive: false } },
			/took the change, but the scenario is not active/,
		],
		[
			'scenario.stop',
			{ scenario: byId('5') },
			{ scenario: { id: 5, isActive: true } },
			/took the change, but the scenario is still active/,
		],
	])('is told by %s', async (operation, parameters, body, words) => {
		const { json } = await run(operation, parameters, () => answer(200, body));
		expect(json?.error).toMatch(words);
	});
});
