import { apiRequestResource } from '../../../operation/apiRequest';
import { connectionResource } from '../../../operation/connectionResource';
import type { Resources } from '../../../operation/operation';
import { mailchimp } from '../../../services/mailchimp';
import { account } from './account';
import { audience } from './audience';
import { campaign } from './campaign';
import { member } from './member';
import { report } from './report';
import { tag } from './tag';

/** Everything that the Mailchimp Connection node can do, in the order of its list. */
export const resources: Resources = {
	account,
	apiRequest: apiRequestResource(mailchimp, {
		path: '/lists',
		query: '{"count": 100}',
		body: '{"name": "Newsletter"}',
	}),
	audience,
	campaign,
	connection: connectionResource(mailchimp),
	member,
	report,
	tag,
};
