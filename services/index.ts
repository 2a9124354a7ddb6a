import type { Service } from '../connection/service';
import { boostspace } from './boostspace';
import { facebookPages } from './facebookPages';
import { mailchimp } from './mailchimp';

/** All services, in the order in which people read them. */
export const services: readonly Service[] = [boostspace, facebookPages, mailchimp];

export { boostspace, facebookPages, mailchimp };
