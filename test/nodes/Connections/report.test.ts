import type { AnyOf } from '../../../builtin/nodes/model';
import { openConnection } from '../../../connection/connection';
import type { Endings } from '../../../connection/model/service';
import { accessOf, adviceOn, rowOf } from '../../../nodes/Connections/report';
import type { Needs } from '../../../nodes/Connections/usage/needs';
import type { UsingWorkflow } from '../../../nodes/Connections/usage/usage';
import { n8n } from '../../../services/n8n';
import { answer, host } from '../../builders';
import { credential, verdict } from './connections';

const google = (name: string) => `https://www.googleapis.com/auth/${name}`;

/** What workflows need that only send mail, besides nodes whose needs are not known. */
const needing = (runs: readonly AnyOf[], unknown: Needs['unknown'] = []): Needs => ({
	isUsed: true,
	required: new Map(),
	scopes: { runs, edits: [] },
	unknown,
});

const sending: AnyOf = [google('gmail.send'), google('gmail.modify'), 'https://mail.google.com/'];

/** The access of a connection of n8n's own Gmail type. */
const accessWith = (granted: readonly string[] | undefined, needs: Needs, missing?: string[]) =>
	accessOf(
		{
			credential: { id: '1', name: 'Mail', type: 'gmailOAuth2' },
			verdict: verdict('working', {
				findings: granted ? { granted } : {},
				...(missing ? { missing } : {}),
			}),
		},
		needs,
	);

describe("the access of a connection of one of n8n's own types", () => {
	it('tells what was granted and no workflow needs', () => {
		const granted = ['openid', google('gmail.send'), google('gmail.labels')];
		expect(accessWith(granted, needing([sending]))).toMatchObject({
			required: [google('gmail.send')],
			missing: [],
			unneeded: [google('gmail.labels')],
		});
	});

	it('tells what is missing, and what the service itself says is missing', () => {
		expect(accessWith(['openid'], needing([sending]), ['other']).missing).toEqual([
			google('gmail.send'),
			'other',
		]);
	});

	it('calls nothing unneeded while it is not known what a node needs, or what was granted', () => {
		const unknown = [
			{ workflow: 'W', workflowId: '1', state: 'active' as const, node: 'N', why: 'not known' },
		];
		expect(accessWith([google('gmail.labels')], needing([], unknown)).unneeded).toBeUndefined();
		expect(accessWith(undefined, needing([sending]))).toMatchObject({
			missing: undefined,
			unneeded: undefined,
		});
	});
});

/** A workflow with a node that sends mail; a published one runs it. */
const sendingIn = (name: string, isActive = false): UsingWorkflow => ({
	id: name,
	name,
	hasDraft: false,
	state: isActive ? 'active' : 'inactive',
	calledBy: [],
	uses: [
		{
			nodeId: '1',
			node: 'Mail',
			type: 'n8n-nodes-base.gmail',
			slot: 'gmailOAuth2',
			credential: '1',
			doing: { operation: 'Message: Send', requires: [], scopes: { runs: [sending], edits: [] } },
			disabled: false,
			unselected: false,
			inside: false,
			versions: [isActive ? 'published' : 'draft'],
		},
	],
});

/** The row of a connection of n8n's own Gmail type, which these workflows use. */
async function rowWith(
	workflows: readonly UsingWorkflow[],
	granted: readonly string[] | undefined = undefined,
	endings: Endings = {},
	{ message = 'working', isSimple = true } = {},
) {
	const { context } = host({
		service: n8n,
		credentials: { apiKey: `n8n_api_${'0'.repeat(40)}`, url: 'https://n8n.example.com' },
		script: () => answer(200, {}),
	});
	const connection = await openConnection(context, n8n);
	const facts = {
		credential: { ...credential('1'), type: 'gmailOAuth2' },
		workflows,
		verdict: verdict('working', {
			message,
			findings: { endings, ...(granted ? { granted } : {}) },
		}),
	};
	return rowOf(connection, facts, isSimple);
}

describe('the row of a connection', () => {
	it('begins with what a person reads first, and ends with what other nodes need', async () => {
		expect(Object.keys(await rowWith([]))).toEqual([
			'name',
			'service',
			'status',
			'message',
			'owner',
			'cause',
			'account',
			'missing',
			'unneeded',
			'expires',
			'remedy',
			'usedBy',
			'affectsActiveWorkflows',
			'reauthorizeUrl',
			'authentication',
			'id',
			'type',
		]);
	});

	it('cuts a long message short unless the details are wanted, too', async () => {
		const message = 'The service refuses it. '.repeat(20).trim();
		const said = async (isSimple: boolean) =>
			String((await rowWith([], undefined, {}, { message, isSimple })).message);
		expect(await said(false)).toBe(message);
		expect(await said(true)).toHaveLength(120);
		expect(await said(true)).toMatch(/^The service refuses it\. .*…$/);
	});

	it('names few of many permissions', async () => {
		const granted = ['a', 'b', 'c', 'd', 'e'];
		expect((await rowWith([sendingIn('W')], granted)).unneeded).toBe('a, b, c and 2 more');
	});

	it('names the workflows first that stop when it breaks, and the others apart', async () => {
		const using = [sendingIn('Test'), sendingIn('Orders', true), sendingIn('Mails', true)];
		expect(await rowWith(using)).toMatchObject({
			usedBy: '2 active: Orders, Mails; 1 inactive',
			affectsActiveWorkflows: true,
		});
		const many = Array.from({ length: 12 }, (_, index) => sendingIn(`W${index}`));
		expect((await rowWith(many)).usedBy).toBe('12 inactive: W0, W1 and 10 more');
		expect(
			(await rowWith([sendingIn('Connections: alert me when a connection breaks')])).usedBy,
		).toBe('1 inactive: Connections: alert me when a co…');
		expect((await rowWith([])).usedBy).toBe('none');
	});

	it('tells in the details which workflows stop: none whose node is disabled', async () => {
		const orders = sendingIn('Orders', true);
		const off = { ...orders, uses: orders.uses.map((use) => ({ ...use, disabled: true })) };
		const { details } = await rowWith(
			[{ ...off, name: 'Off' }, orders],
			[],
			{},
			{ isSimple: false },
		);
		expect(details).toMatchObject({
			workflows: [
				{ name: 'Orders', state: 'active', isAffected: true },
				{ name: 'Off', state: 'active', isAffected: false },
			],
		});
	});

	it('calls nothing unneeded that only an unused connection holds: it is unused', async () => {
		const granted = [google('gmail.send'), google('gmail.labels')];
		expect(await rowWith([], granted)).toMatchObject({ unneeded: 'unused', missing: 'none' });
		expect(await rowWith([sendingIn('W')], granted)).toMatchObject({
			unneeded: google('gmail.labels'),
		});
	});

	it('tells an end by disuse apart from one that comes anyway', async () => {
		const idle = new Date('2027-05-27T00:00:00.000Z');
		const fixed = new Date('2027-11-28T00:00:00.000Z');
		const expires = async (endings: Endings) => (await rowWith([], undefined, endings)).expires;
		expect(await expires({ refreshTokenIfUnused: idle })).toBe(
			'if unused until 2027-05-27T00:00:00.000Z',
		);
		expect(await expires({ refreshTokenIfUnused: idle, access: fixed })).toBe(fixed.toISOString());
		expect(await expires({ access: 'never' })).toBe('never');
		expect(await expires({})).toBe('not told');
	});
});

describe('the advice on a connection', () => {
	const now = Date.parse('2026-11-28T08:00:00Z');
	const tonight = new Date('2026-11-28T20:00:00Z');

	it('is a new key where a key ends soon, and to reconnect where a person connected it', () => {
		expect(adviceOn('n8nConnectionApi', verdict('working'), tonight, now)).toMatchObject({
			remedy: 'Make a new key and enter it in the connection.',
		});
		expect(
			adviceOn('facebookPagesConnectionOAuth2Api', verdict('working'), tonight, now),
		).toMatchObject({
			remedy: 'Open the connection and reconnect it.',
		});
	});

	it('is a run where nothing else can tell whether it works', () => {
		expect(adviceOn('httpHeaderAuth', verdict('unverifiable'), undefined, now)).toMatchObject({
			remedy: 'Run a workflow that uses it, and see whether it fails.',
		});
	});
});
