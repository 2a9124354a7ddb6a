import {
	registered,
	registerWebhook,
	webhookExists,
} from '../../../nodes/Boostspace/webhook/registration';
import { openConnection } from '../../../connection/connection';
import { boostspace } from '../../../services/boostspace';
import type { Script } from '../../builders';
import { answer, held, host, markers } from '../../builders';

const URL = 'https://n8n.example/webhook/one';

const remembered = {
	actionId: '1',
	triggerIds: ['2', '3'],
	secret: markers.grant,
	url: URL,
	watched: 'custom-module-item CREATE,UPDATE',
};

/** Whether what is remembered still stands, and what Boost.space was asked for it. */
async function stands(known: object, url = URL, script?: Script) {
	const { context, requests } = host({
		service: boostspace,
		credentials: held.spaces(),
		script: script ?? (() => answer(200, { id: 1 })),
	});
	const connection = await openConnection(context, boostspace);
	const exists = await webhookExists(connection, url, registered.parse(known), {
		subject: 'custom-module-item',
		events: ['UPDATE', 'CREATE'],
	});
	const asked = requests.map((request) => request.url.replace(/^.*\/automatization/, ''));
	return { exists, asked };
}

describe('a webhook of Boost.space that cannot be registered', () => {
	it.each(['', '..', null])('because it has the ID %j may be there all the same', async (id) => {
		const { context, requests } = host({
			service: boostspace,
			credentials: held.spaces(),
			script: () => answer(200, { id }),
		});
		const connection = await openConnection(context, boostspace);
		const chosen = { subject: 'custom-module-item', events: ['CREATE'] } as const;
		await expect(
			registerWebhook(connection, URL, { ...chosen, events: [...chosen.events] }),
		).rejects.toMatchObject({ kind: 'outcomeUnknown' });
		expect(requests).toHaveLength(1);
	});

	/** How a registration ends whose second trigger is refused. */
	async function failing(removal: ReturnType<typeof answer>) {
		const script: Script = ({ method, body }) => {
			if (method === 'DELETE') return removal;
			const isLast = JSON.stringify(body ?? '').includes('DELETE');
			return isLast ? answer(400, { message: 'No more triggers' }) : answer(200, { id: 5 });
		};
		const { context, requests } = host({
			service: boostspace,
			credentials: held.spaces(),
			script,
		});
		const connection = await openConnection(context, boostspace);
		const outcome = await registerWebhook(connection, URL, {
			subject: 'custom-module-item',
			events: ['CREATE', 'DELETE'],
		}).catch((error: unknown) => error);
		const removed = requests.filter(({ method }) => method === 'DELETE').map(({ url }) => url);
		return { outcome: String(outcome), removed };
	}

	it('is removed again: its trigger, then its action', async () => {
		const { outcome, removed } = await failing(answer(200, {}));
		expect(outcome).toMatch(/No more triggers/);
		expect(outcome).not.toMatch(/could not be removed/);
		expect(removed.map((url) => url.replace(/^.*\/automatization/, ''))).toEqual([
			'/trigger/5',
			'/action/5',
		]);
	});

	it('is named where it cannot be removed again, and so is the first refusal', async () => {
		const { outcome } = await failing(answer(403, { message: 'Not now' }));
		expect(outcome).toMatch(/No more triggers.*The action 5 was made before and could not be/);
		expect(outcome).toMatch(/Not now/);
	});
});

describe('a remembered webhook of Boost.space', () => {
	it('stands where its action and each of its triggers do', async () => {
		expect(await stands(remembered)).toEqual({
			exists: true,
			asked: ['/action/1', '/trigger/2', '/trigger/3'],
		});
	});

	it('does not stand once a trigger is gone', async () => {
		const script: Script = ({ url }) => answer(url.endsWith('/3') ? 404 : 200, {});
		expect((await stands(remembered, URL, script)).exists).toBe(false);
	});

	it.each([
		['of other events', { ...remembered, watched: 'custom-module-item CREATE' }, URL],
		['of n8n at another address', remembered, 'https://moved.example/webhook/one'],
	])('%s is another one', async (_what, known, url) => {
		expect(await stands(known, url)).toEqual({ exists: false, asked: [] });
	});

	it('is remembered with all that removing it takes', () => {
		expect(registered.parse(remembered)).toEqual(remembered);
	});
});
