import {
	type BoostspaceStandIn,
	startBoostspace,
} from '../../sandbox/services/boostspace/index.mts';

let standIn: BoostspaceStandIn;

beforeEach(async () => {
	standIn = await startBoostspace();
});

afterEach(async () => {
	await standIn.stop();
});

interface Call {
	readonly method?: string;
	readonly token?: string;
	readonly system?: string;
	readonly body?: unknown;
}

/** A request without any client in between, as the proxy passes it on. */
async function call(
	path: string,
	{ method = 'GET', token = standIn.token, system = 'flowers', body }: Call = {},
) {
	const answer = await fetch(`${standIn.url}/api${path}`, {
		method,
		headers: {
			'x-forwarded-host': `${system}.boost.space`,
			authorization: `Bearer ${token}`,
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await answer.text();
	const isJson = answer.headers.get('content-type')?.includes('json');
	const said: unknown = isJson ? JSON.parse(text) : text;
	return { status: answer.status, said };
}

describe('a token', () => {
	it('tells whose it is', async () => {
		expect(await call('/user/logged')).toMatchObject({
			status: 200,
			said: { name: 'Freddie Flowers' },
		});
	});

	it.each([
		['that is none', 'nonsense', 'flowers'],
		['of another system', undefined, 'bakery'],
	])('%s is refused as the service does it', async (_what, token, system) => {
		expect(await call('/user/logged', { system, ...(token ? { token } : {}) })).toEqual({
			status: 401,
			said: 'Token does not exists.',
		});
	});

	it('may do what it was given and nothing else', async () => {
		const token = standIn.tokenWith(['read']);
		expect((await call('/space', { token })).status).toBe(200);
		expect((await call('/space', { token, method: 'POST', body: {} })).status).toBe(403);
		expect((await call('/user/logged', { token: standIn.tokenWith([]) })).status).toBe(200);
	});
});

it('a token may do in one module what it may not do in another', async () => {
	const token = standIn.tokenWith(['read'], ['label']);
	expect((await call('/label', { token })).status).toBe(200);
	expect((await call('/space', { token })).status).toBe(403);
	expect((await call(`/custom-field/by-space/1`, { token })).status).toBe(403);
});

it('a space has its own fields', async () => {
	const names = async (name: string) => {
		const spaces = [...standIn.systems[0].things.space.values()];
		const id = spaces.find((space) => space.name === name)?.id;
		return JSON.stringify((await call(`/custom-field/by-space/${id}`)).said);
	};
	expect(await names('Roses')).toContain('"colour"');
	expect(await names('Clay')).not.toContain('"colour"');
	expect(await names('Clay')).toContain('"diameter"');
});

describe('a list', () => {
	it.each([
		['?limit=1', 1],
		['?offset=1&limit=5', 2],
		['?filter=name%3DRoses', 1],
		['?filter=name%3DRoses%26customModuleId%3D0', 0],
	])('at /space%s has %i', async (search, count) => {
		expect((await call(`/space${search}`)).said).toHaveLength(count);
	});

	it.each(['?limit=0', '?limit=1001', '?offset=-1'])('is refused with %s', async (search) => {
		expect((await call(`/space${search}`)).status).toBe(400);
	});
});

describe('records', () => {
	const [space, status] = ['space', 'status-system'] as const;
	const first = (kind: typeof space | typeof status) =>
		[...standIn.systems[0].things[kind].keys()][0];
	const record = (value: string) => ({
		spaceId: first(space),
		statusSystemId: first(status),
		customFieldsValues: [{ customFieldInputName: 'colour', value }],
	});
	const count = () => standIn.systems[0].things['custom-module-item'].size;

	it('are made from a list as a whole or not at all', async () => {
		const before = count();
		const path = '/custom-module-item?customModuleId=1';
		const good = await call(path, { method: 'POST', body: [record('a'), record('b')] });
		expect(good.said).toMatchObject([{ customModuleId: 1 }, { customModuleId: 1 }]);
		const bad = await call(path, { method: 'POST', body: [record('c'), { spaceId: 0 }] });
		expect(bad.status).toBe(400);
		expect(count()).toBe(before + 2);
	});

	it('are taken without values of fields that their space does not have, as it was seen', async () => {
		const values = [
			{ customFieldInputName: 'diameter', value: '7' },
			{ customFieldInputName: 'colour', value: 'red' },
		];
		const body = { ...record(''), customFieldsValues: values };
		const { status: code, said } = await call('/custom-module-item', { method: 'POST', body });
		expect({ code, said }).toMatchObject({ code: 200, said: { customFieldsValues: [values[1]] } });
	});

	it.each([
		[{ customFieldsValues: [{ customFieldInputId: 1, value: 'x' }] }],
		[{ spaceId: 'one' }],
		[{ colour: 'red' }],
	])('are refused as %j', async (wrong) => {
		const body = { ...record('a'), ...wrong };
		expect((await call('/custom-module-item', { method: 'POST', body })).status).toBe(400);
	});
});

it('notes parameters that it does not know', async () => {
	await call('/space?page=2');
	expect(standIn.violations).toEqual(['GET /space: the stand-in does not know the parameter page']);
});

it("does not answer for Integrator's host", () => {
	expect(standIn.answers('flowers.boost.space')).toBe(true);
	expect(standIn.answers('integrator.boost.space')).toBe(false);
	expect(standIn.answers('boost.space.evil.example')).toBe(false);
});
