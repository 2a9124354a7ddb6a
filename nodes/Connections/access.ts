/**
 * Whether workflows may use a connection. n8n lets a workflow be set to any, and stops its runs instead (n8n (npm):
 * dist/executions/pre-execution-checks/credentials-permission-checker.js).
 */
import type { Connection } from '../../connection/connection';
import { forEachConcurrently } from '../../operation/schedule';
import type { NamedCredential } from './api/credentials';
import { accessTo } from './api/credentials';
import { roleOf } from './api/users';
import type { InProject } from './api/workflows';
import { projectsOf } from './api/workflows';
import type { UsingWorkflow } from './usage/usage';

/**
 * The roles of n8n itself that can list all connections, and those that cannot (@n8n/permissions (npm):
 * dist/roles/scopes/global-scopes.ee.js). An n8n may have roles of its own besides.
 */
const MAY_USE_ALL: Readonly<Record<string, boolean>> = {
	'global:owner': true,
	'global:admin': true,
	'global:member': false,
	'global:chatUser': false,
};

/**
 * Whether the workflows of a project may use every connection, because it is the personal one of somebody who may.
 * @returns `undefined` where that cannot be known
 */
export async function mayUseAll(
	connection: Connection,
	home: InProject | undefined,
): Promise<boolean | undefined> {
	if (!home) return undefined;
	if (home.project.type !== 'personal') return false;
	const { creatorId } = home.project;
	const role = creatorId ? await roleOf(connection, creatorId) : undefined;
	return role === undefined ? undefined : MAY_USE_ALL[role];
}

/** Why the runs of a workflow would not get the connection, if they would not. */
async function obstacleFor(
	connection: Connection,
	{ id, name, uses }: UsingWorkflow,
	to: NamedCredential,
	sharedWith: ReadonlySet<string>,
): Promise<string | undefined> {
	// Nodes that are disabled get none.
	if (uses.every(({ disabled }) => disabled)) return undefined;
	const projects = await projectsOf(connection, id);
	if (projects.some(({ projectId }) => sharedWith.has(projectId))) return undefined;
	const home = projects.find(({ role }) => role === 'workflow:owner');
	const isExempt = await mayUseAll(connection, home);
	if (isExempt) return undefined;
	const where = home ? ` ("${home.project.name}")` : '';
	const what = `"${name}" is in a project${where} with which "${to.name}" is not shared`;
	return isExempt === false
		? `${what}: share it first`
		: `${what}. Only where the project is the personal one of an owner or admin of n8n can it run so, and whether it is cannot be known: share it first, or give the API key the scope user:read`;
}

/** How many workflows are asked for at once. */
const AT_ONCE = 5;

/** Why the runs of these workflows would not get a connection, in their order. */
export async function accessObstacles(
	connection: Connection,
	using: readonly UsingWorkflow[],
	to: NamedCredential,
): Promise<string[]> {
	if (using.length === 0) return [];
	const access = await accessTo(connection, to.id);
	if (access === 'all') return [];
	const found: Array<string | undefined> = [];
	await forEachConcurrently(
		[...using.entries()],
		AT_ONCE,
		() => true,
		async ([index, workflow]) => {
			found[index] = await obstacleFor(connection, workflow, to, access);
		},
	);
	return found.flatMap((obstacle) => obstacle ?? []);
}
