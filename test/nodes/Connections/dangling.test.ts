import type { IHttpRequestOptions } from 'n8n-workflow';

import { openConnection } from '../../../connection/connection';
import { danglingIn } from '../../../nodes/Connections/dangling';
import type { Usage, UsingWorkflow } from '../../../nodes/Connections/usage/usage';
import type { Use } from '../../../nodes/Connections/usage/workflow';
import { n8n } from '../../../services/n8n';
import { answer, host } from '../../builders';
import { credential } from './connections';

const OWNER = { id: 'home', name: 'Olga', role: 'credential:owner' };

const use = (id: string, more: Partial<Use> = {}): Use => ({
	credential: id,
	slot: 'mailchimpConnectionApi',
	nodeId: 'n',
	node: 'Members',
	type: 'n8n-nodes-connections.mailchimp',
	disabled: false,
	unselected: false,
	inside: false,
	versions: ['published'],
	doing: { operation: 'Get', requires: [] },
	...more,
});

const usageOf = (...uses: Use[]): Usage => {
	const workflow = {
		id: 'w',
		name: 'Report',
		hasDraft: false,
		state: 'active' as const,
		calledBy: [],
	};
	const of = (id: string): UsingWorkflow[] => {
		const own = uses.filter((one) => one.credential === id);
		return own.length > 0 ? [{ ...workflow, uses: own }] : [];
	};
	return { workflows: 1, of, held: [...new Set(uses.map((one) => one.credential))] };
};

/** The problems of nodes, in an n8n whose workflow is in this team project. */
async function problems(
	usage: Usage,
	all = [{ ...credential('a'), shared: [OWNER] }],
	project = 'home',
) {
	const { context } = host({
		service: n8n,
		credentials: { apiKey: `n8n_api_${'0'.repeat(40)}`, url: 'https://n8n.example.com' },
		script: ({ url }: IHttpRequestOptions) =>
			answer(
				200,
				url.includes('/workflows/')
					? {
							shared: [
								{
									role: 'workflow:owner',
									projectId: project,
									project: { name: 'Team', type: 'team', creatorId: null },
								},
							],
						}
					: { ...credential('a'), isGlobal: false, data: all, nextCursor: null },
			),
	});
	const found = await danglingIn(await openConnection(context, n8n), all, usage);
	return found.map(({ problem, node, isActive }) => [problem, node, isActive]);
}

describe('a node that points to a connection', () => {
	it('that was deleted dangles', async () => {
		expect(await problems(usageOf(use('gone')))).toEqual([['deleted', 'Members', true]]);
	});

	it('of another type than its slot dangles', async () => {
		expect(await problems(usageOf(use('a', { slot: 'slackApi' })))).toEqual([
			['otherType', 'Members', true],
		]);
	});

	it('that is not shared with its project dangles', async () => {
		expect(await problems(usageOf(use('a')), undefined, 'other')).toEqual([
			['notShared', 'Members', true],
		]);
	});

	it('that it can use does not dangle', async () => {
		expect(await problems(usageOf(use('a')))).toEqual([]);
	});

	it.each([
		['disabled', { disabled: true }],
		['of which the slot is left over', { unselected: true }],
	])('and is %s does not dangle', async (_what, more) => {
		expect(await problems(usageOf(use('gone', more)))).toEqual([]);
	});
});
