import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { openConnection } from '../../../connection/connection';
import type { LastUse } from '../../../nodes/Connections/lastUse';
import { isUnusedFor, lastUsesOf } from '../../../nodes/Connections/lastUse';
import type { Usage, UsingWorkflow } from '../../../nodes/Connections/usage/usage';
import { hostOf } from '../../../operation/host';
import { n8n } from '../../../services/n8n';
import { answer, host } from '../../builders';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.parse('2026-11-27T00:00:00.000Z');

/** When something was so many days ago. */
const ago = (days: number) => new Date(NOW - days * DAY).toISOString();

/** A workflow whose node "Send" uses the connection `mail`, and "Save" the connection `sheet`. */
const using = (id: string): UsingWorkflow => ({
	id,
	name: id,
	hasDraft: false,
	state: 'active',
	calledBy: [],
	uses: [
		['mail', 'Send'],
		['sheet', 'Save'],
	].map(([credential = '', node = '']) => ({
		credential,
		slot: 'smtp',
		nodeId: node,
		node,
		type: 'n8n-nodes-base.emailSend',
		disabled: false,
		unselected: false,
		inside: false,
		versions: ['published'],
		doing: { unknown: 'a node of another package' },
	})),
});

const usageOf = (...workflows: UsingWorkflow[]): Usage => ({
	workflows: workflows.length,
	held: ['mail', 'sheet'],
	of: (id) =>
		workflows.map((workflow) => ({
			...workflow,
			uses: workflow.uses.filter(({ credential }) => credential === id),
		})),
});

let executions = 0;

/** An execution of so many days ago; the newest come first. */
const execution = (status: string, days: number, more: IDataObject = {}): IDataObject => ({
	id: `${(executions += 1)}`,
	status,
	startedAt: ago(days),
	workflowId: 'daily',
	retrySuccessId: null,
	...more,
});

/** The last uses in an n8n with these executions, each of whose failures was at a node. */
async function read(
	list: readonly IDataObject[],
	nodeOf: (id: string) => string = () => 'Send',
	pages = 1,
) {
	const { context, requests } = host({
		service: n8n,
		credentials: { apiKey: `n8n_api_${'0'.repeat(40)}`, url: 'https://n8n.example.com' },
		script: ({ url }: IHttpRequestOptions, index) => {
			const [, id] = /\/executions\/(\d.*)/.exec(url) ?? [];
			if (id) {
				return answer(200, { id, data: { resultData: { lastNodeExecuted: nodeOf(id) } } });
			}
			const hasMore = index < pages;
			const data = hasMore
				? list.map((one) => ({ ...one, id: `${String(one.id)}-${index}` }))
				: [...list];
			return answer(200, { data, nextCursor: hasMore ? `next${index}` : null });
		},
		executionId: `${(executions += 1)}`,
	});
	const connection = await openConnection(context, n8n);
	const uses = await lastUsesOf(
		connection,
		usageOf(using('daily'), using('other')),
		hostOf(context),
	);
	return { uses, requests };
}

describe('the last use of a connection', () => {
	it('is the newest run of its workflows, and tells how far back n8n was read', async () => {
		const { uses } = await read([
			execution('running', 1),
			execution('success', 2),
			execution('success', 9, { workflowId: 'other' }),
			execution('success', 12, { workflowId: 'of others' }),
		]);
		expect(uses.since).toBe(ago(12));
		expect(uses.of('mail')).toEqual({
			used: ago(1),
			succeeded: ago(2),
			failed: undefined,
			failedSince: undefined,
			retryable: [],
		});
	});

	it('is a failure only where the node that failed has the connection', async () => {
		const { uses } = await read([
			execution('error', 1, { id: '71' }),
			execution('crashed', 2, { id: '72', retrySuccessId: '90' }),
			execution('error', 3, { id: '73' }),
			execution('success', 4),
			execution('error', 5),
		]);
		expect(uses.of('mail')).toMatchObject({
			succeeded: ago(4),
			failed: ago(1),
			failedSince: ago(3),
			retryable: ['71', '73'],
		});
		expect(uses.of('sheet')).toMatchObject({ failed: undefined, retryable: [] });
	});

	it('fails no longer where another workflow succeeded with it since then', async () => {
		const { uses } = await read([
			execution('success', 1, { workflowId: 'other' }),
			execution('error', 2),
		]);
		expect(uses.of('mail')).toMatchObject({
			failed: ago(2),
			failedSince: undefined,
			retryable: [],
		});
	});

	it('counts each failure for the node at which it happened', async () => {
		const { uses } = await read(
			[
				execution('error', 1, { id: '81' }),
				execution('error', 2, { id: '82' }),
				execution('error', 3, { id: '83' }),
			],
			(id) => (id === '82' ? 'Save' : 'Send'),
		);
		expect(uses.of('mail')).toMatchObject({ failedSince: ago(3), retryable: ['81', '83'] });
		expect(uses.of('sheet')).toMatchObject({
			failed: ago(2),
			failedSince: ago(2),
			retryable: ['82'],
		});
	});

	it('asks for the newest twenty failures of a workflow, redacted', async () => {
		const failures = Array.from({ length: 30 }, (_, days) => execution('error', days));
		const { uses, requests } = await read(failures);
		const single = requests.filter(({ url }) => /\/executions\/\d+$/.test(url));
		expect(single).toHaveLength(20);
		expect(single[0]?.qs).toMatchObject({ redactExecutionData: true });
		expect(uses.of('mail').retryable).toEqual(failures.slice(0, 20).map(({ id }) => id));
	});

	it('asks for one failure where the workflow has succeeded since then', async () => {
		const { uses, requests } = await read([
			execution('success', 1),
			execution('error', 2),
			execution('error', 3),
		]);
		expect(requests.filter(({ url }) => /\/executions\/\d+$/.test(url))).toHaveLength(1);
		expect(uses.of('mail')).toMatchObject({ failed: ago(2), retryable: [] });
	});

	it('is read from so many executions and no more', async () => {
		const page = Array.from({ length: 250 }, () => execution('success', 1));
		const { requests } = await read(page, undefined, 100);
		expect(requests).toHaveLength(20);
	});
});

describe('a connection that was not used for some days', () => {
	const last = (used: string | undefined): LastUse => ({
		used,
		succeeded: used,
		failed: undefined,
		failedSince: undefined,
		retryable: [],
	});

	it.each([
		['ran since then', ago(89), false],
		['ran before', ago(91), true],
		['did not run as far as n8n knows', undefined, true],
	])('is one whose workflow %s: %s', (_what, used, expected) => {
		expect(isUnusedFor(last(used), 90, NOW)).toBe(expected);
	});
});
