import type { Service } from '../connection/service';
import { boostspace } from './boostspace';
import { boostspaceIntegrator } from './boostspaceIntegrator';
import { facebookPages } from './facebookPages';
import { mailchimp } from './mailchimp';

/** All services, in the order in which people read them. */
export const services: readonly Service[] = [
	boostspace,
	boostspaceIntegrator,
	facebookPages,
	mailchimp,
];

export { boostspace, boostspaceIntegrator, facebookPages, mailchimp };
