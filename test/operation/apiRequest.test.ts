import type { INodeParameters } from 'n8n-workflow';

import { apiRequestResource } from '../../operation/apiRequest';
import { runOperation } from '../../operation/run';
import type { Script } from '../builders';
import { answer, answerText, held, host, inTurn, markers, spaces } from '../builders';

const service = { ...spaces, secretFields: ['token'] };

const resources = {
	apiRequest: apiRequestResource(service, {
		path: '/records',
		query: '{"limit": 1}',
		body: '{"name": "One"}',
	}),
};

async function send(script: Script, parameters: INodeParameters = {}) {
	const { context, requests } = host({
		service,
		credentials: held.spaces(),
		script,
		resources,
		parameters: { resource: 'apiRequest', operation: 'send', path: '/records', ...parameters },
		onError: 'continueRegularOutput',
	});
	const [items = []] = await runOperation(context, service, resources);
	return { items: items.map(({ json }) => json), requests };
}

describe('a free request', () => {
	it('sends the query and the body that a person typed', async () => {
		const { requests } = await send(inTurn(answer(200, {})), {
			method: 'POST',
			query: '{"limit": 1}',
			body: '{"name": "One"}',
		});
		expect(requests).toEqual([
			expect.objectContaining({
				method: 'POST',
				url: 'https://acme.spaces.example/api/records',
				qs: { limit: 1 },
				body: { name: 'One' },
			}),
		]);
	});

	it.each([
		[{ id: 1 }, [{ id: 1 }]],
		[
			[{ id: 1 }, { id: 2 }],
			[{ id: 1 }, { id: 2 }],
		],
		[[], []],
		['text', [{ answer: '"text"' }]],
		[[1, 2], [{ answer: '[1,2]' }]],
	])('that is answered %j gives the items %j', async (body, items) => {
		expect((await send(inTurn(answer(200, body)))).items).toEqual(items);
	});

	it('that is answered nothing says that it went well', async () => {
		expect((await send(inTurn(answerText(204, '')))).items).toEqual([{ success: true }]);
	});

	it("gives on no secret: neither the connection's own nor those of the service's fields", async () => {
		const body = {
			next: `https://acme.spaces.example/api/records?key=${markers.pasted}`,
			rooms: [{ name: 'One', token: 'a token of one room' }],
		};
		expect((await send(inTurn(answer(200, body)))).items).toEqual([
			{
				next: 'https://acme.spaces.example/api/records?key=***',
				rooms: [{ name: 'One', token: '***' }],
			},
		]);
	});

	it.each([
		[{ path: 'https://evil.example/' }, /"Path" is a whole URL/],
		[{ path: '' }, /"Path" is empty/],
		[{ query: '[1]' }, /"Query \(JSON\)" must be a JSON object, such as \{"limit": 1\}/],
		[{ method: 'HEAD' }, /"Method" must be one of DELETE, GET, PATCH, POST, PUT/],
	])('with %j is not sent', async (parameters, message) => {
		const { items, requests } = await send(inTurn(answer(200, {})), parameters);
		expect(items[0]?.error).toMatch(message);
		expect(requests).toEqual([]);
	});
});
