import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { z } from 'zod';

import { openConnection } from '../../connection/connection';
import { mailchimp } from '../../services/mailchimp';
import type { Script, Setting } from '../builders';
import { answer, held, host, inTurn, markers, pages, spaces } from '../builders';

const anything = z.unknown();
const get = { method: 'GET', path: '/lists' } as const;
const grant = 'MARKER-of-a-grant';
const random = '0123456789abcdef';

/** What Mailchimp's metadata endpoint says of a token. */
const metadata = (more: object = {}) => ({
	dc: 'us21',
	accountname: 'Flowers',
	user_id: 42,
	login: { login_name: 'ada', email: 'ada@example.com' },
	...more,
});

/** Answers the metadata as given, and everything else with an empty object. */
const mailchimpWith =
	(body: unknown): Script =>
	({ url }) =>
		answer(200, url.endsWith('/oauth2/metadata') ? body : {});

const open = async (setting: Partial<Setting> & Pick<Setting, 'service' | 'credentials'>) => {
	const { context, requests } = host({ script: inTurn(answer(200, {})), ...setting });
	return { connection: await openConnection(context, setting.service), requests };
};

const openMailchimp = async (body: unknown = metadata()) =>
	await open({
		service: mailchimp,
		credentials: { oauthTokenData: { access_token: grant } },
		script: mailchimpWith(body),
	});

describe('an open connection', () => {
	it('knows its name and where to change it', async () => {
		const { connection } = await open({ service: spaces, credentials: held.spaces() });
		expect(connection).toMatchObject({
			variant: 'apiKey',
			name: 'My connection',
			dialogUrl: 'https://n8n.example/home/credentials/7',
		});
	});

	it('is of the variant that the node is set to', async () => {
		const credentials = { apiKey: `${random}-us6` };
		const { connection, requests } = await open({
			service: mailchimp,
			variant: 'apiKey',
			credentials,
		});
		await connection.request(get, anything);
		expect(connection.variant).toBe('apiKey');
		expect(requests.map(({ url }) => url)).toEqual(['https://us6.api.mailchimp.com/3.0/lists']);
	});

	it('cannot be opened where the node has none', async () => {
		const opening = open({ service: spaces, credentials: held.spaces(), connected: false });
		await expect(opening).rejects.toThrow(/credentials/);
	});

	it('is refused with a key of another form, with the way to the dialog and without the key', async () => {
		const opening = open({
			service: mailchimp,
			variant: 'apiKey',
			credentials: { apiKey: random },
		});
		await expect(opening).rejects.toMatchObject({
			kind: 'input',
			cause: 'wrongKey',
			message:
				'API Key does not look like one of Mailchimp. It must be the whole key with the data centre at its end, such as 0123…cdef-us21. ("My connection")',
			advice:
				'Open the connection "My connection" and correct it: https://n8n.example/home/credentials/7 Nothing was sent.',
		});
	});

	it('is refused with a field of another form, before any request', async () => {
		const opening = open({
			service: spaces,
			credentials: held.spaces({ system: 'evil.example/#' }),
		});
		await expect(opening).rejects.toMatchObject({
			cause: 'wrongAddress',
			message: expect.stringContaining('The system name must look like acme.'),
		});
	});
});

describe('whose account it is', () => {
	it('is asked once for many requests, and tells the data centre', async () => {
		const { connection, requests } = await openMailchimp();
		await Promise.all(Array.from({ length: 25 }, () => connection.request(get, anything)));
		await connection.account();
		const asked = requests.filter(({ url }) => url.endsWith('/oauth2/metadata'));
		const sent = requests.filter(({ url }) => url === 'https://us21.api.mailchimp.com/3.0/lists');
		expect([asked.length, sent.length]).toEqual([1, 25]);
	});

	it('is asked again after a passing fault, and not for each request where the fault lasts', async () => {
		const faultsFor = (times: number): Script => {
			let asked = 0;
			return ({ url }) => {
				if (!url.endsWith('/oauth2/metadata')) return answer(200, {});
				asked += 1;
				return asked <= times ? answer(500, {}) : answer(200, metadata());
			};
		};
		const send = async (script: Script) => {
			const { connection, requests } = await open({
				service: mailchimp,
				credentials: { oauthTokenData: { access_token: grant } },
				script,
			});
			const outcomes: boolean[] = [];
			for (let item = 0; item < 100; item += 1) {
				outcomes.push(
					await connection.request(get, anything).then(
						() => true,
						() => false,
					),
				);
			}
			const asked = requests.filter(({ url }) => url.endsWith('/oauth2/metadata'));
			return [outcomes.filter(Boolean).length, asked.length];
		};
		expect(await send(faultsFor(1))).toEqual([99, 2]);
		expect(await send(faultsFor(Infinity))).toEqual([0, 5]);
	});

	it('is not asked at all where nobody needs it', async () => {
		const { connection, requests } = await open({ service: pages, credentials: held.pages() });
		await connection.request(get, anything);
		expect(requests.map(({ url }) => url)).toEqual(['https://graph.pages.example/v26.0/lists']);
	});

	it('is asked below the address of the service where the service answers there', async () => {
		const { connection, requests } = await open({
			service: spaces,
			credentials: held.spaces(),
			script: inTurn(answer(200, { id: 1, name: 'Ada' })),
		});
		expect(await connection.account()).toEqual({ id: '1', name: 'Ada' });
		expect(requests[0]?.url).toBe('https://acme.spaces.example/api/user');
	});

	it.each(['us1.evil.example/#', 'us1@evil', '', 'us21\n', 'US21', '../x', 'us1:443'])(
		'is not believed with the data centre %j: nothing is sent there',
		async (dc) => {
			const { connection, requests } = await openMailchimp(metadata({ dc }));
			await expect(connection.request(get, anything)).rejects.toMatchObject({
				kind: 'unreadable',
				message: expect.stringContaining('The data centre must look like us21.'),
			});
			expect(requests.map(({ url }) => url)).toEqual([
				'https://login.mailchimp.com/oauth2/metadata',
			]);
		},
	);

	it('is said to be unreadable where the answer has another form, with the place', async () => {
		const { connection } = await openMailchimp({ dc: 'us21' });
		await expect(connection.account()).rejects.toMatchObject({
			kind: 'unreadable',
			message:
				'Mailchimp answered something else than it documents, at accountname ("My connection", GET https://login.mailchimp.com/oauth2/metadata)',
		});
	});

	it('is an expired grant where the metadata says so', async () => {
		const { connection } = await openMailchimp({ error: 'invalid_token' });
		await expect(connection.request(get, anything)).rejects.toMatchObject({ kind: 'reauthorize' });
	});
});

describe('a request of a connection', () => {
	it('gives the answer in the type that was asked for', async () => {
		const { connection } = await open({
			service: spaces,
			credentials: held.spaces(),
			script: inTurn(answer(200, { id: 7 })),
		});
		const { id } = await connection.request(get, z.object({ id: z.number() }));
		expect(id + 1).toBe(8);
	});

	it.each([
		['GET', 'unreadable', ''],
		['POST', 'outcomeUnknown', '. It is not known whether the request was carried out'],
	] as const)('that is a %s and answered otherwise is "%s"', async (method, kind, doubt) => {
		const { connection } = await open({
			service: spaces,
			credentials: held.spaces(),
			script: inTurn(answer(200, { list: [{ id: 'seven' }] })),
		});
		const schema = z.object({ list: z.array(z.object({ id: z.number() })) });
		await expect(connection.request({ ...get, method }, schema)).rejects.toMatchObject({
			kind,
			message: `Spaces answered something else than it documents, at list.0.id${doubt} ("My connection", ${method} /lists)`,
		});
	});

	it.each(['@evil.example/', '.evil.example/', ':8443/'])(
		'cannot leave the service with the path %j',
		async (path) => {
			const rootless = { ...pages, address: { template: 'https://graph.pages.example' } };
			const { connection, requests } = await open({
				service: rootless,
				credentials: held.pages(),
			});
			await expect(connection.request({ ...get, path }, anything)).rejects.toThrow(
				/leads away from Pages/,
			);
			expect(requests).toEqual([]);
		},
	);
});

describe('a request to a whole address', () => {
	const whole = async (path: string) => {
		const { connection, requests } = await open({ service: spaces, credentials: held.spaces() });
		const failure = await connection.request({ method: 'GET', path }, anything).then(
			() => undefined,
			(error: unknown) => error,
		);
		return { failure, urls: requests.map(({ url }) => url) };
	};

	it("goes to the service's own host", async () => {
		const url = 'https://acme.spaces.example/other/api?page=2';
		expect(await whole(url)).toEqual({ failure: undefined, urls: [url] });
	});

	it.each([
		'https://evil.example/',
		'https://other.spaces.example/api',
		'https://acme.spaces.example@evil.example/',
		'https://acme.spaces.example:8443/',
		'http://acme.spaces.example/api',
	])('goes nowhere else, such as %s', async (url) => {
		const { failure, urls } = await whole(url);
		expect(String(failure)).toContain('leads away from Spaces');
		expect(urls).toEqual([]);
	});
});

/** A stream of these pieces, and whether somebody has begun to read it. */
function streamOf(...pieces: readonly string[]) {
	const state = { isRead: false };
	const stream = (async function* () {
		state.isRead = true;
		for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
	})();
	return { stream, state };
}

describe('an answer', () => {
	const ask = async (more: object, script: Script) => {
		const { connection, requests } = await open({
			service: spaces,
			credentials: held.spaces(),
			script,
		});
		const read = (body: unknown, { headers }: { headers: unknown }) => ({ body, headers });
		const told = await connection.request({ ...get, ...more }, { read }).then(
			(given): object => given,
			(failure: unknown) => ({ failure }),
		);
		return { ...told, requests };
	};

	it('is read with its headers', async () => {
		const { requests, ...told } = await ask({}, () => answer(200, { a: 1 }, { link: '<x>' }));
		expect(told).toEqual({ body: { a: 1 }, headers: { link: '<x>' } });
		expect(requests[0]?.headers).toMatchObject({ Accept: 'application/json' });
	});

	it.each(['a,b\n1,2', '{"a": 1}', ''])('that is to be text is the text %j', async (text) => {
		const script: Script = () => ({ statusCode: 200, headers: {}, body: text });
		expect(await ask({ answer: 'text' }, script)).toMatchObject({ body: text });
	});

	it('that is to be text and holds an error is a refusal', async () => {
		expect(
			await ask({ answer: 'text' }, () => answer(200, { message: 'No such file' })),
		).toMatchObject({ failure: { kind: 'input' } });
	});

	it('that is to be binary is the stream itself, of which nothing is read', async () => {
		const { stream, state } = streamOf('file');
		const script = (() => ({ statusCode: 200, headers: {}, body: stream })) as unknown as Script;
		const { requests, ...told } = await ask({ answer: 'binary' }, script);
		expect('body' in told && told.body).toBe(stream);
		expect(state.isRead).toBe(false);
		expect(requests[0]).toMatchObject({ encoding: 'stream', headers: { Accept: '*/*' } });
	});

	it.each([404, 401])(
		'that is to be binary and is HTTP %d is a refusal in its own words',
		async (status) => {
			const { stream } = streamOf('{"message": "No such ', 'file"}');
			const script = (() => ({
				statusCode: status,
				headers: {},
				body: stream,
			})) as unknown as Script;
			expect(await ask({ answer: 'binary' }, script)).toMatchObject({
				failure: { status, message: expect.stringContaining('No such file') },
			});
		},
	);
});

describe('the permissions of a connection', () => {
	const permissionsWith = async (more: ICredentialDataDecryptedObject) => {
		const { connection } = await open({ service: pages, credentials: held.pages(more) });
		return connection;
	};

	it('are those requested where the service does not say what it granted', async () => {
		const connection = await permissionsWith({});
		expect(await connection.permissions()).toEqual({ requested: ['readPosts'] });
		expect(await connection.check(['readPosts', 'publishPosts'])).toMatchObject({
			missing: ['publishPosts'],
		});
	});

	it.each(['pages_list,pages_read', 'pages_list pages_read'])(
		'are those granted with %j, also where more was requested',
		async (scope) => {
			const connection = await permissionsWith({
				scope: 'pages_list,pages_read,pages_publish',
				oauthTokenData: { access_token: markers.grant, scope },
			});
			expect((await connection.permissions()).granted).toEqual(['readPosts']);
			expect(await connection.check(['publishPosts'])).toMatchObject({
				missing: ['publishPosts'],
			});
		},
	);

	it('are unknown where the service has no scopes, and none is missing', async () => {
		const { connection } = await open({ service: spaces, credentials: held.spaces() });
		expect(await connection.permissions()).toEqual({});
		expect(await connection.check(['readRecords'])).toEqual({ missing: [], known: {} });
	});
});

describe('the advanced settings', () => {
	/** How many requests of six are under way at once, and with which timeout. */
	const measure = async (more: ICredentialDataDecryptedObject) => {
		let running = 0;
		let peak = 0;
		const script: Script = async () => {
			running += 1;
			peak = Math.max(peak, running);
			for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
			running -= 1;
			return answer(200, {});
		};
		const { connection, requests } = await open({
			service: spaces,
			credentials: held.spaces(more),
			script,
		});
		await Promise.all(Array.from({ length: 6 }, () => connection.request(get, anything)));
		return [peak, requests[0]?.timeout];
	};

	it.each([
		[{}, [3, 20_000]],
		[{ requestsAtOnce: 1, timeoutSeconds: 5 }, [3, 20_000]],
		[{ advancedSettings: true, requestsAtOnce: 1, timeoutSeconds: 5 }, [1, 5000]],
		[{ advancedSettings: true, requestsAtOnce: 2.9 }, [2, 20_000]],
		[{ advancedSettings: true, requestsAtOnce: 99 }, [3, 20_000]],
		[{ advancedSettings: true, requestsAtOnce: 0, timeoutSeconds: -1 }, [3, 20_000]],
	])('%j become %j: never more than the service allows', async (settings, measured) => {
		expect(await measure(settings)).toEqual(measured);
	});
});

describe('a text of a connection', () => {
	it('loses its secrets', async () => {
		const { connection } = await open({ service: pages, credentials: held.pages() });
		expect(connection.redact(`with ${markers.grant}`)).toBe('with ***');
	});
});
