import { webhookTrigger } from '../../../operation/trigger';
import { mailchimp } from '../../../services/mailchimp';
import { choiceFields } from './choices';
import { receive } from './receive';
import {
	readChoices,
	registered,
	registerWebhook,
	removeWebhook,
	webhookExists,
} from './registration';

/** Mailchimp calls when something happens in an audience. It has no permissions: what the user may do decides. */
export const trigger = webhookTrigger({
	service: mailchimp,
	requires: [],
	fields: choiceFields,
	readChoices,
	remembered: registered,
	exists: webhookExists,
	register: registerWebhook,
	remove: removeWebhook,
	receive,
});
