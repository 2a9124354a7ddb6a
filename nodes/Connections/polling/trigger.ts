import { pollingTrigger } from '../../../operation/trigger';
import { n8n } from '../../../services/n8n';
import { poll, WATCHING } from './poll';
import { fields } from './properties';

/** Starts when a connection of this n8n breaks, recovers or is no longer used. */
export const trigger = pollingTrigger({ service: n8n, requires: WATCHING, fields, poll });
