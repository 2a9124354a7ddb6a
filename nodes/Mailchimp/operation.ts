import { operationsOf } from '../../operation/operation';
import { mailchimp } from '../../services/mailchimp';

/** Declares an operation of the Mailchimp Connection node. */
export const operation = operationsOf(mailchimp);
