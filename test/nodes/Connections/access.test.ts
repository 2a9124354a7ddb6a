import type { IHttpRequestOptions } from 'n8n-workflow';

import { openConnection } from '../../../connection/connection';
import { deniedTo } from '../../../nodes/Connections/access';
import { n8n } from '../../../services/n8n';
import { answer, host } from '../../builders';
import { credential } from './connections';

/** An n8n in which the workflow `w` is in a project, and connections are shared with projects. */
interface World {
	/** How n8n answers the question for the workflow. */
	readonly status?: number;
	readonly project?: { readonly type: string; readonly creatorId: string | null };
	/** The role of the project's owner, where it is a personal one. */
	readonly role?: string;
	/** Connections that all projects may use. */
	readonly forAll?: readonly string[];
}

const TEAM = { type: 'team', creatorId: null };
const PERSONAL = { type: 'personal', creatorId: 'u1' };

const shared = (id: string, ...projects: string[]) => ({
	...credential(id),
	shared: projects.map((project) => ({ id: project, name: project, role: 'credential:user' })),
});

/** The connections that are known to be denied to the workflow. */
async function denied({ status = 200, project = TEAM, role = '', forAll = [] }: World) {
	const { context, requests } = host({
		service: n8n,
		credentials: { apiKey: `n8n_api_${'0'.repeat(40)}`, url: 'https://n8n.example.com' },
		script: ({ url }: IHttpRequestOptions) => {
			if (url.includes('/users/')) return answer(200, { role });
			if (url.includes('/credentials/')) {
				const id = url.split('/').at(-1) ?? '';
				return answer(200, { id, name: id, type: 'smtp', isGlobal: forAll.includes(id) });
			}
			if (status !== 200) return answer(status, { message: 'no' });
			const place = { role: 'workflow:owner', projectId: 'sales' };
			return answer(200, { shared: [{ ...place, project: { name: 'Sales', ...project } }] });
		},
	});
	const connection = await openConnection(context, n8n);
	const all = [shared('ours', 'sales'), shared('theirs', 'home'), credential('nobodys')];
	return { ids: [...(await deniedTo(connection, 'w', all)).keys()], requests };
}

describe('the connections that n8n would not let a workflow use', () => {
	it('are those that are not shared with its project', async () => {
		expect((await denied({})).ids.sort()).toEqual(['nobodys', 'theirs']);
		expect((await denied({ project: PERSONAL, role: 'global:member' })).ids).toHaveLength(2);
	});

	it('are not those that all projects may use', async () => {
		expect((await denied({ forAll: ['theirs'] })).ids).toEqual(['nobodys']);
	});

	it.each<[string, World]>([
		['in the personal project of an owner', { project: PERSONAL, role: 'global:owner' }],
		['where the role is not known', { project: PERSONAL, role: 'team:own role' }],
		['where the key may not read the workflow', { status: 403 }],
		['where the key is of another n8n', { status: 404 }],
	])('are not guessed: none %s, without a question for each', async (_where, world) => {
		const { ids, requests } = await denied(world);
		expect(ids).toEqual([]);
		expect(requests.filter(({ url }) => url.includes('/credentials/'))).toEqual([]);
	});
});
