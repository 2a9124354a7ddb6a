import type { Service } from '../connection/service';
import { facebookPages } from './facebookPages';
import { mailchimp } from './mailchimp';

/** All services, in the order in which people read them. */
export const services: readonly Service[] = [facebookPages, mailchimp];

export { facebookPages, mailchimp };
