import type { Service } from '../connection/model/service';
import { boostspace } from './boostspace';
import { boostspaceIntegrator } from './boostspaceIntegrator';
import { facebookPages } from './facebookPages';
import { mailchimp } from './mailchimp';
import { n8n } from './n8n';

/** All services, in the order in which people read them. */
export const services: readonly Service[] = [
	boostspace,
	boostspaceIntegrator,
	facebookPages,
	mailchimp,
	n8n,
];

export { boostspace, boostspaceIntegrator, facebookPages, mailchimp, n8n };
