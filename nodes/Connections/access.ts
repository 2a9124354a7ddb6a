/**
 * Whether workflows may use a connection. n8n lets a workflow be set to any, and stops its runs instead (n8n (npm):
 * dist/executions/pre-execution-checks/credentials-permission-checker.js).
 */
import type { Connection } from '../../connection/connection';
import { forEachConcurrently } from '../../operation/schedule';
import { ConnectionFailure } from '../../connection/failure/failure';
import type { Credential, NamedCredential } from './api/credentials';
import { accessTo, isForAll } from './api/credentials';
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
		: `${what}. It could run unshared only in the personal project of an owner or admin, and the API key cannot see whether this is one: share it first, or give the key the scope user:read`;
}

/** How many workflows or connections are asked for at once. */
const AT_ONCE = 5;

/** Nothing where n8n does not tell: the key may not read it, or it is a key of another n8n. */
function unlessUnknown(error: unknown): undefined {
	const isUnknown =
		error instanceof ConnectionFailure && ['permission', 'notFound'].includes(error.kind);
	if (!isUnknown) throw error;
	return undefined;
}

/**
 * Which connections the runs of a workflow would not get, and why, by ID. Only those that are known not to be: n8n leaves
 * an execution in its list for each run that it refuses, whatever the workflow saves.
 */
export async function deniedTo(
	connection: Connection,
	workflowId: string,
	credentials: ReadonlyArray<NamedCredential & Partial<Pick<Credential, 'shared'>>>,
): Promise<ReadonlyMap<string, string>> {
	const projects = await projectsOf(connection, workflowId).catch(unlessUnknown);
	const home = projects?.find(({ role }) => role === 'workflow:owner');
	const denied = new Map<string, string>();
	if (!projects || (await mayUseAll(connection, home)) !== false) return denied;
	const own = new Set(projects.map(({ projectId }) => projectId));
	await forEachConcurrently(
		credentials.filter(({ shared }) => shared && !shared.some(({ id }) => own.has(id))),
		AT_ONCE,
		() => true,
		async ({ id }) => {
			// Where it cannot be known, n8n decides.
			if ((await isForAll(connection, id).catch(unlessUnknown)) !== false) return;
			denied.set(id, `it is not shared with "${home?.project.name ?? 'its project'}"`);
		},
	);
	return denied;
}

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
