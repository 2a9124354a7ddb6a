import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { page } from '../../../nodes/FacebookPages/resources/page';
import { runOperation } from '../../../operation/run';
import { facebookPages } from '../../../services/facebookPages';
import type { ScriptedAnswer } from '../../builders';
import { answer, host, markers } from '../../builders';

/** What Facebook knows of the person, in each place where it tells of it. */
interface World {
	readonly accounts?: readonly string[];
	/** Pages that the grant names. */
	readonly named?: readonly string[];
	/** Whether the person granted to see their businesses. */
	readonly businesses?: boolean;
	readonly owned?: readonly string[];
	readonly clients?: readonly string[];
	/** Pages that exist no longer. */
	readonly gone?: readonly string[];
}

const READ = ['pages_show_list', 'pages_read_engagement'];

const GONE = { error: { code: 100, error_subcode: 33, message: 'It does not exist' } };

const list = (ids: readonly string[] = []) => ({ data: ids.map((id) => ({ id, name: `P${id}` })) });

/** The answer to a path, as Facebook gives it. */
function respond(
	{ accounts, named = [], businesses, owned, clients, gone = [] }: World,
	path: string,
): { code: number; body: object } {
	const ok = (body: object) => ({ code: 200, body });
	const granted = [...READ, ...(businesses ? ['business_management'] : [])];
	const scopes = [
		{ scope: 'pages_show_list', target_ids: named },
		{ scope: 'business_management', target_ids: ['77'] },
	];
	switch (path) {
		case 'me/accounts':
			return ok(list(accounts));
		case 'me/permissions':
			return ok({ data: granted.map((permission) => ({ permission, status: 'granted' })) });
		case 'me/businesses':
			return ok({ data: [{ id: '77' }] });
		case '77/owned_pages':
			return ok(list(owned));
		case '77/client_pages':
			return ok(list(clients));
		case 'debug_token':
			return ok({ data: { expires_at: 0, granular_scopes: scopes } });
		default:
			return gone.includes(path)
				? { code: 400, body: GONE }
				: ok({ id: path, name: `P${path}`, access_token: markers.pasted });
	}
}

const pathOf = (url: string) => new URL(url, 'https://graph.facebook.com').pathname.slice(1);

/** Answers a request, or a batch of them. */
function answerTo(world: World, { url, body }: IHttpRequestOptions): ScriptedAnswer {
	const batch = (body as IDataObject | undefined)?.batch;
	if (batch === undefined) {
		const { code, body: given } = respond(world, pathOf(url).replace(/^v26\.0\//, ''));
		return answer(code, given);
	}
	const parts = JSON.parse(String(batch)) as Array<{ relative_url: string }>;
	const answers = parts.map(({ relative_url }) => respond(world, pathOf(`/${relative_url}`)));
	return answer(
		200,
		answers.map((part) => ({ code: part.code, body: JSON.stringify(part.body) })),
	);
}

/** Lists the pages of a connection, or says why it cannot. */
async function pagesOf(world: World, operation = 'getMany') {
	const fields = operation === 'getMany' ? ['name', 'tasks'] : ['name'];
	const scope = [...READ, ...(world.businesses ? ['business_management'] : [])].join(',');
	const { context, requests } = host({
		service: facebookPages,
		resources: { page },
		credentials: {
			scope,
			clientId: '1',
			clientSecret: markers.client,
			oauthTokenData: { access_token: markers.grant },
		},
		parameters: { resource: 'page', operation, returnAll: true, fields },
		script: (request) => answerTo(world, request),
	});
	const [items = []] = await runOperation(context, facebookPages, { page });
	return { ids: items.map(({ json }) => json.id), requests };
}

describe('the pages of a connection', () => {
	it('are those of the person, of the grant and of their businesses, each once', async () => {
		const { ids } = await pagesOf({
			accounts: ['1', '2'],
			named: ['2', '3'],
			businesses: true,
			owned: ['3', '4'],
			clients: ['5'],
		});
		expect(ids).toEqual(['1', '2', '3', '4', '5']);
	});

	it('are found where Facebook lists none and the grant names some', async () => {
		expect((await pagesOf({ named: ['3', '4'] })).ids).toEqual(['3', '4']);
	});

	it('are not those that a grant still names and that are gone', async () => {
		expect((await pagesOf({ named: ['3', '4', '5'], gone: ['4'] })).ids).toEqual(['3', '5']);
	});

	it('are asked for fields that only their list has nowhere else', async () => {
		const { requests } = await pagesOf({ accounts: ['1'], named: ['3'], businesses: true });
		const asked = requests.map(({ url, qs }) => [pathOf(url), String(qs?.fields)]);
		expect(asked.filter(([, fields]) => fields?.includes('tasks'))).toEqual([
			['v26.0/me/accounts', 'id,name,tasks'],
		]);
	});

	it('are not asked of businesses that the connection may not see', async () => {
		const { requests } = await pagesOf({ accounts: ['1'], owned: ['4'] });
		expect(requests.filter(({ url }) => url.includes('businesses'))).toEqual([]);
	});

	it('that are none at all are no success, which says what is missing', async () => {
		await expect(pagesOf({})).rejects.toMatchObject({
			message: expect.stringContaining('Facebook lists no page for "My connection"'),
			description: expect.stringContaining('select the permission "See pages of your businesses"'),
		});
		await expect(pagesOf({ businesses: true })).rejects.toMatchObject({
			description: expect.not.stringContaining('select the permission'),
		});
	});
});

describe('the pages of businesses', () => {
	it('are listed by themselves', async () => {
		const world = { accounts: ['1'], businesses: true, owned: ['4'], clients: ['5'] };
		expect((await pagesOf(world, 'getManyOfBusinesses')).ids).toEqual(['4', '5']);
	});

	it('need a permission, which is named', async () => {
		await expect(pagesOf({}, 'getManyOfBusinesses')).rejects.toThrow(
			/may not: See pages of your businesses/,
		);
	});
});
