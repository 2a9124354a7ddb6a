import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { jsonObject } from '../../../../operation/fields';
import { operation } from '../../operation';
import { answer } from '../../page/answer';
import { pageRequest, PURPOSE, SHOWING, signedIn } from '../../page/request';
import { seal, unseal } from '../../page/seal';

const FORM_TRIGGER = 'n8n-nodes-base.formTrigger';

const requestField: INodeProperties = {
	displayName: 'Request',
	name: 'request',
	type: 'json',
	required: true,
	default: '={{ $json }}',
	description: 'The output of the Connections Page node or of the sign-in form',
};

const misplaced = (message: string, advice: string) =>
	new ConnectionFailure(message, { kind: 'input', advice });

/** Gives a person who signed in at n8n's form the ticket with which they go back to the page. */
function ticketFor(connection: Connection, given: unknown): IDataObject {
	const read = signedIn.safeParse(given);
	const secret = connection.secretFor(PURPOSE);
	const note = read.success
		? unseal(secret, 'signIn', read.data.formQueryParameters.state)
		: undefined;
	if (!read.success || !note) {
		throw misplaced(
			'Nobody was sent to this form by the page',
			'Open the address of the node Connections Page: it leads here. Both nodes must use the same API key.',
		);
	}
	const { node, state, url } = note;
	const address = new URL(url);
	const ticket = seal(secret, 'ticket', { node, state, user: read.data.user.id });
	address.searchParams.set('ticket', ticket);
	return { address: address.href };
}

/** Renders the page for the trigger Connections Page, and does what is asked on it. */
export const page = operation({
	name: 'Page',
	requires: SHOWING,
	action: 'Show the connections page',
	description:
		'Show the page that the node Connections Page opens, and do what a person asks on it; each act is an item',
	fields: [requestField],
	input: z.object({ request: jsonObject('{{ $json }}') }),
	target: () => ['page'],
	run: async (connection, { request }, files, host) => {
		const source = host.source();
		if (source?.type === FORM_TRIGGER && source.parameters.authentication === 'n8nUserAuth') {
			return ticketFor(connection, request);
		}
		const read = pageRequest.safeParse(request);
		if (source?.type !== `${host.packagePrefix}connectionsPage` || !read.success) {
			throw misplaced(
				'The page is shown only to whom n8n knows',
				'Connect this node right behind the node Connections Page, or behind an n8n Form Trigger whose authentication is "n8n User Auth".',
			);
		}
		return await answer(connection, read.data.page, files, host);
	},
});
