import { z } from 'zod';

/** Who owns an n8n. */
export interface Owner {
	readonly email: string;
	/** 8 to 64 characters with a digit and a capital letter, as n8n demands. */
	readonly password: string;
	readonly firstName: string;
	readonly lastName: string;
}

/** A node whose parameters are asked for the choices that they offer. */
export interface NodeInEditor {
	/** The node's type with its package, e.g. `n8n-nodes-connections.mailchimp`. */
	readonly type: string;
	readonly version: number;
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
}

/** A page of choices for a resource locator. */
export const choicesSchema = z.object({
	results: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })),
	paginationToken: z.unknown(),
});
export type Choices = z.output<typeof choicesSchema>;

/** The options of a dropdown. */
export const optionsSchema = z.array(
	z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }),
);
export type Options = z.output<typeof optionsSchema>;

/** The columns of a resource mapper. */
export const mapperFieldsSchema = z.object({
	fields: z.array(z.object({ id: z.string(), displayName: z.string(), type: z.string() })),
});
export type MapperFields = z.output<typeof mapperFieldsSchema>;

/** A package of the Community nodes page. */
export const installedPackageSchema = z
	.object({
		packageName: z.string(),
		installedVersion: z.string(),
		installedNodes: z.array(z.object({ name: z.string(), type: z.string() }).passthrough()),
		updateAvailable: z.string().optional(),
		failedLoading: z.boolean().optional(),
	})
	.passthrough();
export type InstalledPackage = z.output<typeof installedPackageSchema>;

/** Of what n8n tells before a log-in: whether it waits for its owner. */
export const settingsSchema = z.object({
	userManagement: z.object({ showSetupOnFirstLoad: z.boolean() }),
});
/** A new API key. */
export const apiKeySchema = z.object({ rawApiKey: z.string() });
/** How far n8n is with publishing a workflow. */
export const publicationSchema = z.object({
	status: z.enum(['in_progress', 'not_published', 'published', 'partial', 'failed']),
	triggers: z.array(z.object({ errorMessage: z.string().nullish() })),
});
/** A run that has been started. */
export const runSchema = z.object({ executionId: z.string() });

/** The descriptions of all nodes, as the editor loads them. */
export const nodeTypesSchema = z.array(
	z.object({
		name: z.string(),
		properties: z.array(
			z.object({
				name: z.string(),
				options: z
					.array(z.object({ name: z.string() }))
					.optional()
					.catch(undefined),
			}),
		),
	}),
);
