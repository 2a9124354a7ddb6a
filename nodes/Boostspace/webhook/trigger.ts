import { webhookTrigger } from '../../../operation/trigger';
import { boostspace } from '../../../services/boostspace';
import { choiceFields } from './choices';
import { receive } from './receive';
import {
	readChoices,
	registered,
	registerWebhook,
	removeWebhook,
	webhookExists,
} from './registration';

/** Boost.space calls when a record or a custom module changes. Making a webhook needs one right, removing it the other. */
export const trigger = webhookTrigger({
	service: boostspace,
	requires: ['create', 'remove'],
	fields: choiceFields,
	readChoices,
	remembered: registered,
	exists: webhookExists,
	register: async (connection, url, choices, left) => {
		if (left) await removeWebhook(connection, left);
		return await registerWebhook(connection, url, choices);
	},
	remove: removeWebhook,
	receive,
});
