import type { IBinaryData, IDataObject, INodeParameters } from 'n8n-workflow';

import type { Service } from '../../connection/model/service';
import { runOperation } from '../../operation/run';
import { serviceResources } from '../../operation/serviceRequest';
import type { Script } from '../builders';
import { answer, answerText, held, host, inTurn, markers, spaces } from '../builders';

const service: Service = {
	...spaces,
	address: { ...spaces.address, hosts: ['https://files.spaces.example'] },
	paging: { by: 'offset', offset: 'offset', size: 'limit', records: 'items' },
	secretFields: ['token'],
};

/** What the node puts out for these answers, and what it sent. */
async function run(
	script: Script,
	parameters: INodeParameters = {},
	{ of = service, operation = 'send' } = {},
) {
	const resources = serviceResources(of);
	const { context, requests } = host({
		service: of,
		credentials: held.spaces(),
		script,
		resources,
		parameters: { resource: 'request', operation, path: '/records', ...parameters },
		onError: 'continueRegularOutput',
	});
	const stored: Array<[string | undefined, string | undefined]> = [];
	context.helpers.prepareBinaryData = async (_content, fileName, mimeType) => {
		stored.push([fileName, mimeType]);
		return await Promise.resolve<IBinaryData>({ data: '', fileName, mimeType: mimeType ?? '' });
	};
	const [items = []] = await runOperation(context, of, resources);
	return { items, records: items.map(({ json }) => json), requests, stored };
}

const fine = inTurn(answer(200, { id: 1 }));

const OWN = 'https://acme.spaces.example';

describe('a request', () => {
	it('is sent below the address of the connection, with the query, the headers and the body', async () => {
		const { records, requests } = await run(fine, {
			method: 'POST',
			query: '{"limit": 1}',
			headers: '{"X-Request-Tag": "n8n"}',
			body: '{"name": "One"}',
		});
		expect(requests).toEqual([
			expect.objectContaining({
				method: 'POST',
				url: `${OWN}/api/records`,
				qs: { limit: 1 },
				headers: expect.objectContaining({ 'X-Request-Tag': 'n8n' }),
				body: { name: 'One' },
			}),
		]);
		expect(records).toEqual([{ id: 1 }]);
	});

	it.each([
		['default', undefined, 'application/json', { name: 'A & B' }],
		['default', 'form', 'application/x-www-form-urlencoded', 'name=A+%26+B'],
		['form', undefined, 'application/x-www-form-urlencoded', 'name=A+%26+B'],
		['json', 'form', 'application/json', { name: 'A & B' }],
	] as const)(
		'has a body of the type "%s", where the service takes %s, as %s',
		async (encoding, taken, type, body) => {
			const of: Service = { ...service, request: taken ? { body: taken } : undefined };
			const parameters = { method: 'POST', encoding, body: '{"name": "A & B"}' };
			const { requests } = await run(fine, parameters, { of });
			expect(requests[0]?.headers).toMatchObject({ 'Content-Type': type });
			expect(requests[0]?.body).toEqual(body);
		},
	);

	it.each(['DELETE', 'PUT'])('with %s and nothing in its body has none', async (method) => {
		const { requests } = await run(inTurn(answerText(204, '')), { method });
		expect(requests[0]).toMatchObject({ method });
		expect(requests[0]).not.toHaveProperty('body');
	});

	it.each(['tag\r\nX-Injected: 1', 'tag\nmore', 'tag\u0000'])(
		'with the header %j is not sent',
		async (value) => {
			const headers = JSON.stringify({ 'X-Request-Tag': value });
			const { records, requests } = await run(fine, { headers });
			expect(records[0]?.error).toContain('The header X-Request-Tag');
			expect(requests).toEqual([]);
		},
	);

	it.each([
		[{ path: '' }, /"Path" is empty/],
		[{ path: '/a/../b' }, /"Path" has a segment that leads elsewhere/],
		[{ query: '[1]' }, /"Query \(JSON\)" must be a JSON object/],
		[{ headers: '{"X-Tag": 1}' }, /"Headers \(JSON\).*must hold texts only/],
		[{ method: 'HEAD' }, /"Method" must be one of DELETE, GET, PATCH, POST, PUT/],
		[{ response: 'picture' }, /"Response" must be one of JSON, Text, File/],
	])('with %j is not sent', async (parameters, message) => {
		const { records, requests } = await run(fine, parameters);
		expect(records[0]?.error).toMatch(message);
		expect(requests).toEqual([]);
	});
});

describe('a whole address', () => {
	it.each([`${OWN}/other/records`, 'https://files.spaces.example/1/content'])(
		'of a host of the service is sent: %s',
		async (path) => {
			const { records, requests } = await run(fine, { path });
			expect(requests.map(({ url }) => url)).toEqual([path]);
			expect(records).toEqual([{ id: 1 }]);
		},
	);

	it.each([
		['https://evil.example/api/records', 'leads away from Spaces'],
		['https://other.spaces.example/api/records', 'leads away from Spaces'],
		['https://acme.spaces.example.evil.example/', 'leads away from Spaces'],
		['https://acme.spaces.example@evil.example/', 'leads away from Spaces'],
		['https://acme.spaces.example:8443/api/records', 'leads away from Spaces'],
		['http://acme.spaces.example/api/records', '"Path" is a whole URL'],
		['//evil.example/api', '"Path" names another host'],
	])('of another host is refused, and nothing is sent: %s', async (path, words) => {
		const { records, requests } = await run(fine, { path });
		expect(records[0]?.error).toContain(words);
		expect(requests).toEqual([]);
	});
});

describe('an answer', () => {
	it('is given as the text that it is', async () => {
		const { records, requests } = await run(inTurn(answerText(200, 'a,b\n1,2\n')), {
			response: 'text',
		});
		expect(records).toEqual([{ data: 'a,b\n1,2\n' }]);
		expect(requests[0]?.headers).toMatchObject({ Accept: expect.stringMatching(/^text\//) });
	});

	it('of no text is an empty one', async () => {
		const { records } = await run(inTurn(answerText(204, '')), { response: 'text' });
		expect(records).toEqual([{ data: '' }]);
	});

	it('that is no JSON, but a text with the name of a secret field, is given as it is', async () => {
		const text = `the token, and ${markers.pasted}`;
		const { records } = await run(inTurn(answerText(200, text)), { response: 'text' });
		expect(records).toEqual([{ data: 'the token, and ***' }]);
	});

	it('that is no JSON, where JSON was expected, is a failure', async () => {
		const { records } = await run(inTurn(answerText(200, 'a,b')));
		expect(records[0]?.error).toEqual(expect.any(String));
	});

	it('is stored as a file in the field that was named', async () => {
		const script: Script = () => ({
			statusCode: 200,
			headers: { 'content-type': 'image/png' },
			body: 'a picture',
		});
		const { items, stored } = await run(script, {
			path: '/records/1/a.png',
			response: 'file',
			binaryField: 'picture',
		});
		expect(stored).toEqual([['a.png', 'image/png']]);
		expect(items[0]).toMatchObject({
			json: { fileName: 'a.png' },
			binary: { picture: { fileName: 'a.png' } },
		});
	});

	it.each(['json', 'text'])(
		'as %s holds no secret, neither of the connection nor of the fields of the service',
		async (response) => {
			const body = {
				echo: `key ${markers.pasted}`,
				[markers.pasted]: 1,
				room: { token: 'of one' },
			};
			const { records } = await run(inTurn(answer(200, body)), { response });
			const clean = { echo: 'key ***', '***': 1, room: { token: '***' } };
			const [record] = records;
			expect(response === 'json' ? record : JSON.parse(String(record?.data))).toEqual(clean);
		},
	);

	it('that is an error holds no secret, and says what the service says', async () => {
		const refusal = answer(422, { message: `The key ${markers.pasted} is of another room` });
		const { records } = await run(inTurn(refusal));
		expect(records[0]?.error).toContain('is of another room');
		expect(JSON.stringify(records)).not.toContain(markers.pasted);
	});
});

describe('a list', () => {
	const many = { operation: 'getMany' };
	const all = Array.from({ length: 5 }, (_, id) => ({ id }));
	const paged: Script = ({ qs, body }) => {
		const { offset = 0, limit = 2 } = { ...(body as IDataObject | undefined), ...qs };
		return answer(200, { items: all.slice(Number(offset), Number(offset) + Number(limit)) });
	};

	it('is followed page by page to its end', async () => {
		const { records, requests } = await run(paged, { returnAll: true }, many);
		expect(records).toEqual(all);
		expect(requests.map(({ qs }) => qs)).toEqual([
			{ limit: 2 },
			{ limit: 2, offset: 2 },
			{ limit: 2, offset: 4 },
			{ limit: 2, offset: 5 },
		]);
	});

	it('is read no further than it is wanted', async () => {
		const { records, requests } = await run(paged, { returnAll: false, limit: 3 }, many);
		expect(records).toEqual(all.slice(0, 3));
		expect(requests).toHaveLength(2);
	});

	it('holds no secret of its records', async () => {
		const script = inTurn(answer(200, { items: [{ token: 'of one', key: markers.pasted }] }));
		const { records } = await run(script, { returnAll: false, limit: 1 }, many);
		expect(records).toEqual([{ token: '***', key: '***' }]);
	});

	it('is searched by POST again where the service could not be reached', async () => {
		const script = inTurn(answerText(503, ''), answer(200, { items: [{ id: 1 }] }));
		const parameters = { method: 'POST', body: '{"query": "a"}', returnAll: false, limit: 1 };
		const { records, requests } = await run(script, parameters, many);
		expect(records).toEqual([{ id: 1 }]);
		expect(requests.map(({ body }) => body)).toEqual([
			{ limit: 1, query: 'a' },
			{ limit: 1, query: 'a' },
		]);
	});
});
