/** Workflows as n8n's public API gives them. */
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../connection/model/address';
import type { Connection } from '../../../connection/connection';
import { isObject, record } from '../../../operation/fields';
import { idOfAnswer, pagesOf } from './lists';

/** A node as n8n's editor stores it, as far as it says what it uses. */
const usualNode = z.object({
	id: z.string().default(''),
	name: z.string().default(''),
	type: z.string().default(''),
	typeVersion: z.number().default(1),
	disabled: z.boolean().default(false),
	parameters: record.default({}),
	credentials: record.default({}),
});

/**
 * The slots of a node, each with the connection in it. One that was never saved by n8n has no id. Only an object has any:
 * some programs write one without members as a list.
 */
const slots = z.unknown().transform((held) => (isObject(held) ? held : {}));

/** A version that cannot be read is none that is known. */
const version = z
	.union([
		z.number(),
		z
			.string()
			.regex(/^\d+(?:\.\d+)?$/)
			.transform(Number),
	])
	.default(1)
	.catch(0);

/** A node, as far as it says what it uses. n8n stores what it is given: one that is odd does not hide the others. */
export const storedNode = z.object({
	id: z.string().catch(''),
	name: z.string().catch(''),
	type: z.string().catch(''),
	typeVersion: version,
	disabled: z.boolean().catch(false),
	parameters: record.catch({}),
	credentials: slots,
});

export type StoredNode = z.output<typeof storedNode>;

/**
 * Whether a node can name a connection or another workflow. Most of the many nodes of an n8n cannot: only what can is
 * read, since that takes more time than to get it.
 */
function mayName(node: unknown): boolean {
	if (!isObject(node)) return false;
	const { credentials, parameters } = node;
	if (isObject(credentials) && Object.keys(credentials).length > 0) return true;
	return isObject(parameters) && ('workflowId' in parameters || 'workflowJson' in parameters);
}

/** The nodes of a workflow that can name a connection or another workflow. */
const namingNodes = <Node extends z.ZodTypeAny>(node: Node) =>
	z
		.array(z.unknown())
		.nullish()
		.transform((nodes) => (nodes ?? []).filter(mayName))
		.pipe(z.array(node));

/** A workflow whose nodes and settings are read so. */
const workflowOf = <Node extends z.ZodTypeAny, Settings extends z.ZodTypeAny>(
	node: Node,
	settings: Settings,
) =>
	z.object({
		id: idOfAnswer,
		name: z.string(),
		active: z.boolean().default(false),
		isArchived: z.boolean().default(false),
		versionId: z.string().nullish(),
		activeVersionId: z.string().nullish(),
		nodes: namingNodes(node),
		settings,
		/** What runs, where the workflow is published: it may differ from what the editor shows. */
		activeVersion: z.object({ nodes: namingNodes(node) }).nullish(),
	});

const usualWorkflow = workflowOf(
	usualNode,
	z.object({ errorWorkflow: z.string().optional() }).passthrough().nullish(),
);

const workflow = workflowOf(
	storedNode,
	z
		.object({ errorWorkflow: z.string().optional().catch(undefined) })
		.passthrough()
		.nullish()
		.catch(undefined),
);

export type Workflow = z.output<typeof workflow>;

/** Whether a workflow is published, and the editor shows something else than what runs. */
export const hasDraft = ({
	activeVersionId,
	versionId,
}: Pick<Workflow, 'activeVersionId' | 'versionId'>): boolean =>
	Boolean(activeVersionId) && activeVersionId !== versionId;

/**
 * A workflow of the list. Nearly all are as n8n's editor stores them: to allow for all else in each would take a tenth of
 * the time of Get Many. Of one that cannot be read, the place in the answer tells the name.
 */
const listed = z.unknown().transform((value, context): Workflow => {
	const usual = usualWorkflow.safeParse(value);
	if (usual.success) return usual.data;
	const read = workflow.safeParse(value);
	if (read.success) return read.data;
	const name = isObject(value) ? String(value.name) : '';
	for (const issue of read.error.issues) {
		context.addIssue({ ...issue, path: [`"${name}"`, ...issue.path] });
	}
	return z.NEVER;
});

/** All workflows, page by page: `GET /workflows`. What was pinned to nodes is left out. */
export const workflowPages = (connection: Connection): AsyncGenerator<Workflow[]> =>
	pagesOf(connection, { path: '/workflows', query: { excludePinnedData: true } }, listed);

/** A project that a workflow is in. */
const inProject = z.object({
	role: z.string(),
	projectId: z.string(),
	project: z.object({ name: z.string(), type: z.string(), creatorId: z.string().nullish() }),
});

/** Where a workflow is. */
const placed = z.object({ shared: z.array(inProject).default([]) });

export type InProject = z.output<typeof inProject>;

/** The projects that a workflow is in: `GET /workflows/{id}`. */
export const projectsOf = async (connection: Connection, id: string): Promise<InProject[]> =>
	(
		await connection.request(
			{ method: 'GET', path: path`/workflows/${id}`, query: { excludePinnedData: true } },
			placed,
		)
	).shared;

/** A workflow with all that is written back when it is changed. */
const changeable = workflow.extend({
	nodes: z.array(record),
	connections: record,
	nodeGroups: z.array(z.unknown()).nullish(),
});

export type ChangeableWorkflow = z.output<typeof changeable>;

/** One workflow: `GET /workflows/{id}`. */
export const getWorkflow = async (
	connection: Connection,
	id: string,
): Promise<ChangeableWorkflow> =>
	await connection.request(
		{ method: 'GET', path: path`/workflows/${id}`, query: { excludePinnedData: true } },
		changeable,
	);

/**
 * Writes a workflow's nodes: `PUT /workflows/{id}`. One that is published is published anew.
 * @returns the workflow as n8n has it then
 */
export async function putNodes(
	connection: Connection,
	{ id, name, connections, nodeGroups }: ChangeableWorkflow,
	nodes: readonly IDataObject[],
): Promise<ChangeableWorkflow> {
	return await connection.request(
		{
			method: 'PUT',
			path: path`/workflows/${id}`,
			body: {
				name,
				nodes: [...nodes],
				connections,
				// n8n keeps what is not named here, and takes back less than it gives.
				settings: {},
				...(nodeGroups && nodeGroups.length > 0 ? { nodeGroups: nodeGroups as IDataObject[] } : {}),
			},
		},
		changeable,
	);
}
