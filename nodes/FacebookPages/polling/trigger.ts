import { pollingTrigger } from '../../../operation/trigger';
import { facebookPages } from '../../../services/facebookPages';
import { events } from './events';
import { poll } from './poll';
import { eventProperties } from './properties';

/** Starts with what is new on a page. The first poll, at activation, checks what the event needs. */
export const trigger = pollingTrigger({
	service: facebookPages,
	events,
	fields: eventProperties,
	poll,
});
