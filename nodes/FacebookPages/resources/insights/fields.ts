import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

type Metrics = Readonly<Record<string, { readonly name: string }>>;

/**
 * The field with which a person chooses metrics.
 * @param offered by the API's names, with the words for a person
 */
export const metricsField = (offered: Metrics, chosen: readonly string[]): INodeProperties => ({
	displayName: 'Metrics',
	name: 'metrics',
	type: 'multiOptions',
	required: true,
	options: Object.entries(offered)
		.map(([value, { name }]) => ({ name, value }))
		.sort((one, other) => one.name.localeCompare(other.name)),
	default: [...chosen],
	description: 'What to give',
});

/** The chosen metrics, each once. */
export const chosenMetrics = (offered: Metrics) =>
	z
		.array(
			z.string().refine(
				(name) => Object.hasOwn(offered, name),
				(name) => ({
					message: `has "${name}", which is none of ${Object.keys(offered).join(', ')}`,
				}),
			),
			{ message: `must be a list of ${Object.keys(offered).join(', ')}` },
		)
		.nonempty('is empty: choose at least one')
		.transform((names) => [...new Set(names)]);

/** A metric as the API gives it (facebook/facebook-business-sdk-codegen: api_specs/specs/InsightsResult.json). */
const insightsResult = z.object({
	name: z.string(),
	period: z.string(),
	values: z.array(z.object({ value: z.unknown(), end_time: z.string().optional() })),
});

/** The answer of an edge `insights`. */
export const insights = z.object({ data: z.array(insightsResult) });
