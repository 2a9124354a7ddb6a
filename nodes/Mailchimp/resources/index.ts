import type { Resources } from '../../../operation/operation';
import { account } from './account';
import { apiRequest } from './apiRequest';
import { audience } from './audience';
import { campaign } from './campaign';
import { connectionResource } from '../../../operation/connectionResource';
import { mailchimp } from '../../../services/mailchimp';
import { member } from './member';
import { report } from './report';
import { tag } from './tag';

/** What the Mailchimp node can do, in the order of its list. */
export const resources: Resources = {
	account,
	apiRequest,
	audience,
	campaign,
	connection: connectionResource(mailchimp),
	member,
	report,
	tag,
};
