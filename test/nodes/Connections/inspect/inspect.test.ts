import type { IDataObject } from 'n8n-workflow';

import { inspectAll } from '../../../../nodes/Connections/inspect/inspect';
import type { Host, InlineWorkflow } from '../../../../operation/host';

type Respond = (url: string, id: string) => IDataObject | Error;

const ok = (body: unknown, headers: IDataObject = {}): IDataObject => ({
	statusCode: 200,
	headers,
	body: JSON.stringify(body),
});

/** n8n, whose HTTP Request node gets these answers. */
function hostThat(respond: Respond, forbidden: readonly string[] = []) {
	const runs: string[][] = [];
	const host = {
		packagePrefix: 'n8n-nodes-connections.',
		isCancelled: () => false,
		log: () => {},
		runInline: async ({ nodes, input }: InlineWorkflow) => {
			const asking = nodes.filter(({ credentials }) => credentials);
			runs.push(asking.map(({ parameters }) => String(parameters.url)));
			const denied = asking.find(({ credentials = {} }) =>
				Object.values(credentials).some(({ id }) => forbidden.includes(String(id))),
			);
			if (denied) {
				throw new Error(`Node "${denied.name}" does not have access to the credential`);
			}
			return await Promise.resolve(
				asking.map(({ parameters, credentials = {} }) => {
					const [held] = Object.values(credentials);
					const given = respond(String(parameters.url), String(held?.id));
					return { data: [given instanceof Error ? input : given] };
				}),
			);
		},
	} satisfies Partial<Host>;
	return { host: host as Partial<Host> as Host, runs };
}

const slack = (id: string) => ({ id, name: id, type: 'slackOAuth2Api' });
const good = ok({ ok: true, team: 'Acme', team_id: 'T1' });

const inspect = async (
	credentials: Parameters<typeof inspectAll>[0],
	respond: Respond,
	forbidden: readonly string[] = [],
) => {
	const { host, runs } = hostThat(respond, forbidden);
	const found = await inspectAll(credentials, { host, atOnce: 2, timeout: 1000 });
	const status = (id: string) => found.get(id)?.judged.status;
	return { found, runs, status };
};

describe('many connections', () => {
	it('are asked in few runs, at most twenty in each', async () => {
		const all = Array.from({ length: 100 }, (_, index) => slack(`c${index}`));
		const { found, runs } = await inspect(all, () => good);
		expect(found.size).toBe(100);
		expect(runs.map(({ length }) => length)).toEqual([20, 20, 20, 20, 20]);
	});

	it('each get the answer that is theirs', async () => {
		const { status } = await inspect([slack('a'), slack('b'), slack('c')], (_url, id) =>
			id === 'b' ? ok({ ok: false, error: 'token_revoked' }) : good,
		);
		expect(['a', 'b', 'c'].map(status)).toEqual(['working', 'broken', 'working']);
	});

	it('of several services never share a run', async () => {
		const { runs } = await inspect(
			[slack('a'), { id: 'x', name: 'x', type: 'spotifyOAuth2Api' }],
			() => good,
		);
		expect(runs).toHaveLength(2);
	});

	it('keep nothing of long answers but what is read', async () => {
		const all = Array.from({ length: 100 }, (_, index) => slack(`c${index}`));
		const padding = 'x'.repeat(900_000);
		const { found } = await inspect(all, () =>
			ok({ ok: true, team: 'Acme', team_id: 'T1', padding }),
		);
		expect(found.size).toBe(100);
		expect(JSON.stringify([...found]).length).toBeLessThan(100_000);
	});

	it('are asked one by one where the first run of a service shows that its answers are too long', async () => {
		const all = Array.from({ length: 100 }, (_, index) => slack(`c${index}`));
		const padding = 'x'.repeat(1_100_000);
		const { found, runs } = await inspect(all, () => ok({ ok: true, team: 'A', padding }));
		expect(new Set([...found.values()].map(({ judged: { status } }) => status))).toEqual(
			new Set(['unverifiable']),
		);
		expect(runs.map(({ length }) => length)).toEqual([20, ...Array<number>(80).fill(1)]);
	});

	it('are left to n8n where nobody knows what to ask, whatever the type is called', async () => {
		const types = ['httpBasicAuth', 'constructor', '__proto__', 'toString'];
		const { found } = await inspect(
			types.map((type) => ({ id: type, name: type, type })),
			() => good,
		);
		expect(found.size).toBe(0);
	});
});

describe('a connection that this workflow may not use', () => {
	it('is said not to be inspectable, with what to do, and keeps no other from being asked', async () => {
		const { found, status } = await inspect([slack('a'), slack('b')], () => good, ['a']);
		expect(found.get('a')?.judged).toMatchObject({
			status: 'unverifiable',
			cause: 'notInspectable',
			checkedBy: 'none',
			remedy: expect.stringMatching(/personal project of an owner or admin/),
		});
		expect(status('b')).toBe('working');
	});
});

describe('a connection that is known to be denied to this workflow', () => {
	it('is not asked, since n8n would leave an execution in its list, and the others are', async () => {
		const { host, runs } = hostThat(() => good);
		const denied = new Map([['a', 'it is not shared with "Sales"']]);
		const found = await inspectAll(['a', 'b'].map(slack), {
			host,
			atOnce: 1,
			timeout: 1000,
			denied,
		});
		expect(found.get('a')?.judged).toMatchObject({
			cause: 'notInspectable',
			message: 'This workflow may not use it: it is not shared with "Sales"',
		});
		expect(found.get('b')?.judged.status).toBe('working');
		expect(runs).toEqual([['https://slack.com/api/auth.test']]);
	});
});

describe('a service that takes no more requests', () => {
	const tooMany = { statusCode: 429, headers: {}, body: '{}' };
	const all = Array.from({ length: 200 }, (_, index) => slack(`c${index}`));

	it('is left alone once it refused several in a row, which is said of those that were not asked', async () => {
		let left = 50;
		const { found, runs } = await inspect(all, () => (left-- > 0 ? good : tooMany));
		const judged = [...found.values()].map((one) => one.judged);
		expect(judged.filter(({ status }) => status === 'working')).toHaveLength(50);
		expect(judged.filter(({ cause }) => cause === 'rateLimited')).toHaveLength(150);
		const asked = runs.flat().length;
		expect(asked).toBeLessThan(120);
		const notAsked = judged.filter(({ checkedBy }) => checkedBy === 'none');
		expect(notAsked).toHaveLength(200 - asked);
		expect(notAsked[0]).toMatchObject({
			status: 'unverifiable',
			isInconclusive: true,
			message: expect.stringMatching(/not asked/),
		});
	});

	it('is asked about the others where it is one account that asked too much', async () => {
		const { runs, status } = await inspect(all, (_url, id) => (id === 'c7' ? tooMany : good));
		expect(runs.flat()).toHaveLength(200);
		expect(status('c7')).toBe('unverifiable');
	});

	it('keeps no other service from being asked', async () => {
		const { status } = await inspect(
			[...all, { id: 'x', name: 'x', type: 'todoistOAuth2Api' }],
			(url) => (url.includes('slack') ? tooMany : ok({ results: [], next_cursor: null })),
		);
		expect(status('x')).toBe('working');
	});
});

describe('a type with several inquiries', () => {
	const linkedIn = { id: 'l', name: 'l', type: 'linkedInOAuth2Api' };
	const lacking = { statusCode: 403, headers: {}, body: '{"serviceErrorCode":100,"message":"no"}' };

	it('works where one of them is allowed', async () => {
		const { status } = await inspect([linkedIn], (url) =>
			url.endsWith('/userinfo') ? lacking : ok({ id: '7' }),
		);
		expect(status('l')).toBe('working');
	});

	it('is asked again right away, while another service still lets its runs wait', async () => {
		const { runs } = await inspect([linkedIn, slack('a'), slack('b'), slack('c')], (url) =>
			url.includes('linkedin') ? lacking : good,
		);
		expect(runs.map(([url]) => url?.includes('linkedin'))).toEqual([
			true,
			false,
			true,
			...runs.slice(3).map(() => false),
		]);
	});

	it('is limited where none is', async () => {
		const { status } = await inspect([linkedIn], () => lacking);
		expect(status('l')).toBe('limited');
	});

	it('is not asked again where the first says enough', async () => {
		const { runs } = await inspect([linkedIn], () => ok({ sub: '7', name: 'Ada' }));
		expect(runs).toHaveLength(1);
	});
});

describe('a product of Google', () => {
	const sheets = { id: 's', name: 's', type: 'googleSheetsOAuth2Api' };
	const tokenInfo = ok({ scope: 'a b', exp: '1900000000' });

	it('is not called broken because it may not read who its account is', async () => {
		const { found } = await inspect([sheets], (url) =>
			url.includes('tokeninfo') ? tokenInfo : { statusCode: 403, headers: {}, body: '{}' },
		);
		expect(found.get('s')?.judged).toMatchObject({
			status: 'working',
			findings: { granted: ['a', 'b'] },
		});
	});

	it.each([
		[429, '{}', 'rateLimited'],
		[503, '{}', 'serviceUnavailable'],
	])('is judged by status %i of an optional inquiry', async (statusCode, body, cause) => {
		const { found } = await inspect([sheets], (url) =>
			url.includes('tokeninfo') ? tokenInfo : { statusCode, headers: {}, body },
		);
		expect(found.get('s')?.judged.cause).toBe(cause);
	});

	const DISABLED = 'Google Drive API has not been used in project 1 before or it is disabled.';

	it.each([
		[
			'an older API',
			{ errors: [{ domain: 'usageLimits', reason: 'accessNotConfigured', message: DISABLED }] },
			undefined,
		],
		[
			'a newer API',
			{ details: [{ reason: 'SERVICE_DISABLED', metadata: { service: 'drive.googleapis.com' } }] },
			['drive.googleapis.com'],
		],
	])(
		'is limited where %s is disabled in the project, and its scopes are told',
		async (...given) => {
			const [, more, missing] = given;
			const body = JSON.stringify({ error: { code: 403, message: DISABLED, ...more } });
			const { found } = await inspect([sheets], (url) =>
				url.includes('tokeninfo') ? tokenInfo : { statusCode: 403, headers: {}, body },
			);
			const judged = found.get('s')?.judged;
			expect(judged).toMatchObject({
				status: 'limited',
				cause: 'insufficientScope',
				message: expect.stringContaining(DISABLED),
				remedy: 'Enable the API in the Google Cloud project of the OAuth client.',
				findings: { granted: ['a', 'b'] },
			});
			expect(judged?.missing).toEqual(missing);
		},
	);

	it('is broken where its API is disabled and its token ended, too', async () => {
		const body = JSON.stringify({ error: { errors: [{ reason: 'accessNotConfigured' }] } });
		const { status } = await inspect([sheets], (url) =>
			url.includes('tokeninfo')
				? { statusCode: 400, headers: {}, body: '{"error":"invalid_token"}' }
				: { statusCode: 403, headers: {}, body },
		);
		expect(status('s')).toBe('broken');
	});

	it('works where the scope that it lacks is one that its type need not have', async () => {
		const body = JSON.stringify({
			error: { code: 403, details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }] },
		});
		const { found } = await inspect([sheets], (url) =>
			url.includes('tokeninfo') ? tokenInfo : { statusCode: 403, headers: {}, body },
		);
		expect(found.get('s')?.judged).toMatchObject({ status: 'working' });
	});

	it('is asked again later where its quota is used up', async () => {
		const body = JSON.stringify({ error: { errors: [{ reason: 'userRateLimitExceeded' }] } });
		const { found } = await inspect([sheets], (url) =>
			url.includes('tokeninfo') ? tokenInfo : { statusCode: 403, headers: {}, body },
		);
		expect(found.get('s')?.judged).toMatchObject({ cause: 'rateLimited' });
	});

	it('is broken where its token could not be renewed, without being asked again', async () => {
		const error = { message: 'The credential "s" needs to be reconnected.' };
		const { found, runs } = await inspect([sheets], () => ({ error }));
		expect(found.get('s')?.judged).toMatchObject({ status: 'broken', cause: 'revoked' });
		expect(runs).toHaveLength(1);
	});
});

describe('a run that n8n refuses', () => {
	it('is said of each of its connections, and of no other', async () => {
		const { host } = hostThat(() => good);
		const refusing: Host = {
			...host,
			runInline: async () =>
				await Promise.reject(new Error('Unrecognized node type: n8n-nodes-base.httpRequest')),
		};
		const found = await inspectAll([slack('a')], { host: refusing, atOnce: 1, timeout: 1 });
		expect(found.get('a')?.judged).toMatchObject({
			cause: 'notInspectable',
			remedy: expect.stringMatching(/allow the HTTP Request node/),
		});
	});
});

it('a run whose time is over is judged as one without an answer in time', async () => {
	const { host } = hostThat(() => good);
	const slow: Host = {
		...host,
		runInline: async () =>
			await Promise.reject(Object.assign(new Error('no whole answer'), { code: 'ETIMEDOUT' })),
	};
	const found = await inspectAll([slack('a')], { host: slow, atOnce: 1, timeout: 1000 });
	expect(found.get('a')?.judged).toMatchObject({ cause: 'timeout', mayPass: true });
});

describe('a failing HTTP Request node', () => {
	it('gives away nothing of the request that it holds', async () => {
		const error = {
			message: 'connect ECONNREFUSED',
			config: { headers: { Authorization: 'Bearer SECRET' } },
		};
		const { found } = await inspect([slack('a')], () => ({ error }));
		expect(found.get('a')?.judged.cause).toBe('serviceUnavailable');
		expect(JSON.stringify([...found])).not.toContain('SECRET');
	});

	it('that passes its input on is no judgement: n8n decides', async () => {
		const { found } = await inspect([slack('a')], () => new Error('thrown'));
		expect(found.size).toBe(0);
	});
});

describe("a node that is not n8n's HTTP Request node, and does not answer in time", () => {
	it('is no judgement: n8n decides, and nobody waits for it', async () => {
		const { host } = hostThat(() => good);
		const silent = { ...host, runInline: async () => await new Promise<never>(() => {}) };
		const newsletter = { id: 'a', name: 'a', type: 'mailchimpConnectionApi' };
		const begun = Date.now();
		const found = await inspectAll([newsletter], { host: silent, atOnce: 1, timeout: 50 });
		expect(found.size).toBe(0);
		expect(Date.now() - begun).toBeLessThan(5_000);
	});
});
