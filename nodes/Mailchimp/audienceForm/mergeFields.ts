import type {
	FieldType,
	IDataObject,
	ILoadOptionsFunctions,
	INodeProperties,
	ResourceMapperFields,
} from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../connection/model/address';
import type { Connection } from '../../../connection/connection';
import { ConnectionFailure } from '../../../connection/failure/failure';
import { isObject, ownOf } from '../../../operation/fields';
import { askChosen, oncePerAudience } from './asked';
import type { MergeField } from './mergeValue';
import { hintOf, mergeValue } from './mergeValue';

const mergeFieldList = z.object({
	merge_fields: z.array(
		z
			.object({
				tag: z.string(),
				name: z.string(),
				type: z.string(),
				required: z.boolean().default(false),
				options: z.object({ choices: z.array(z.string()).default([]) }).default({}),
			})
			.transform(({ options, ...field }): MergeField => ({ ...field, choices: options.choices })),
	),
});

/** As many as a page may hold: an audience has at most 80 (chimpmatic.com/mailchimp-audience-fields-and-merge-tags). */
const ALL = { count: 1000, exclude_fields: 'merge_fields._links,_links' };

/** The merge fields of an audience: `GET /lists/{list_id}/merge-fields` */
const mergeFieldsOf = oncePerAudience(async (connection, audience): Promise<MergeField[]> => {
	const answer = await connection.request(
		{ method: 'GET', path: path`/lists/${audience}/merge-fields`, query: ALL },
		mergeFieldList,
	);
	return answer.merge_fields;
});

/** How a person fills in a field of each type in the editor; the others are texts. */
const EDITOR_TYPES: Readonly<Record<string, FieldType>> = {
	address: 'object',
	date: 'dateTime',
	dropdown: 'options',
	number: 'number',
	radio: 'options',
};

/** The merge fields of the chosen audience. None while no audience is chosen, or where it is an expression. */
export async function getMergeFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const all = (await askChosen(this, mergeFieldsOf)) ?? [];
	return {
		fields: all.map((field) => ({
			id: field.tag,
			displayName: `${field.name}${hintOf(field)}${field.required ? ' (Required by Mailchimp)' : ''}`,
			type: ownOf(EDITOR_TYPES, field.type) ?? 'string',
			// That a required one may be left out, Mailchimp has a switch for. Of an existing member it is there already.
			required: false,
			defaultMatch: false,
			display: true,
			options: field.choices.map((choice) => ({ name: choice, value: choice })),
		})),
	};
}

/**
 * The merge fields of the chosen audience, each with its type.
 * @param areShown whether all are there from the start: of a member who may be there already, a person adds those that
 * are to change
 */
export const mergeFieldsProperty = (areShown: boolean): INodeProperties => ({
	displayName: 'Merge Fields',
	name: 'mergeFields',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	typeOptions: {
		loadOptionsDependsOn: ['audience.value'],
		resourceMapper: {
			resourceMapperMethod: 'getMergeFields',
			mode: 'add',
			valuesLabel: 'Merge Fields',
			fieldWords: { singular: 'merge field', plural: 'merge fields' },
			addAllFields: areShown,
			supportAutoMap: false,
			multiKeyMatch: false,
		},
	},
});

/**
 * What the API takes as the value of a merge field; it refuses a whole batch for one of another kind
 * (mailchimp/mc-magento, pull request 704: "Data did not match any of the schemas described in anyOf").
 */
const isPossible = (value: unknown) =>
	typeof value === 'string' ||
	typeof value === 'boolean' ||
	Number.isFinite(value) ||
	isObject(value);

/** Values by merge tags. A field that is left empty is not sent; an empty text clears it. */
export const mergeFieldValues = z
	.record(z.string(), z.unknown(), { message: 'must be a value for each merge tag' })
	.default({})
	.transform((given, context) => {
		const values = Object.entries(given)
			.filter(([, value]) => value !== null && value !== undefined)
			.map(([tag, value]) => [tag.trim().toUpperCase(), value] as const);
		for (const [tag, value] of values) {
			if (isPossible(value)) continue;
			context.addIssue({
				code: z.ZodIssueCode.custom,
				message: `must be text, a number, or an object for an address: ${tag} is none of these. An empty text clears a field`,
			});
		}
		return Object.fromEntries(values);
	});

/** A merge tag that Mailchimp would drop without a word. */
const unknownTag = (tag: string, all: readonly MergeField[]) =>
	`The audience has no merge field ${tag}: it has ${all.map((field) => field.tag).join(', ')}`;

/**
 * The merge fields as the audience's own types want them.
 * @throws ConnectionFailure that names each field which the audience does not have, or whose value does not fit
 */
export async function mergeFieldBody(
	connection: Connection,
	audience: string,
	values: Readonly<Record<string, unknown>>,
): Promise<IDataObject | undefined> {
	const given = Object.entries(values);
	if (given.length === 0) return undefined;
	const all = await mergeFieldsOf(connection, audience);
	const problems: string[] = [];
	const body: IDataObject = {};
	for (const [tag, value] of given) {
		const field = all.find((one) => one.tag === tag);
		const read = field && mergeValue(field, value);
		if (!read) problems.push(unknownTag(tag, all));
		else if ('problem' in read) problems.push(read.problem);
		else body[tag] = read.value;
	}
	if (problems.length === 0) return body;
	throw new ConnectionFailure(problems.join('. '), {
		kind: 'input',
		advice: 'Nothing was sent for this item. Correct the merge fields and run it again.',
	});
}
