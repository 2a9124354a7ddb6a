import type { Service } from '../connection/service';
import { mailchimp } from './mailchimp';

/** All services, in the order in which people read them. */
export const services: readonly Service[] = [mailchimp];

export { mailchimp };
