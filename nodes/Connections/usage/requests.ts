/** What a Service Request node needs, where its request is literal and the vendor has a table of requests. */
import type { INodeParameters } from 'n8n-workflow';

import { permissionsOf } from '../../../connection/model/permissions';
import type { Service } from '../../../connection/model/service';
import { serviceResources } from '../../../operation/serviceRequest';
import { anyService } from '../../ServiceRequest/anyService';
import { connectionTypeOf } from '../../ServiceRequest/connectionTypes';
import { neededBy } from '../../ServiceRequest/needed';
import type { Doing } from './reading';
import { ofResources } from './reading';

const ofOperation = ofResources(serviceResources(anyService));

/** Whether whoever holds the wider permission holds the narrow one, too. */
const isWithin = (service: Service, narrow: string) => (wider: string) =>
	permissionsOf(service, service.permissions[wider]?.scopes ?? []).includes(narrow);

/** Reads what the node does. What no table tells, and what several permissions open in ways of their own, is not known. */
export function ofRequest(parameters: INodeParameters): Doing {
	const doing = ofOperation(parameters);
	const chosen = connectionTypeOf(parameters.connectionType);
	if (!('unknown' in doing) || !chosen) return doing;
	const { service, variant } = chosen;
	const [method, path] = [String(parameters.method), String(parameters.path)];
	const address = path.startsWith('https://') ? path : `${service.address.template}${path}`;
	const [narrowest, ...wider] = neededBy(service, variant)(method, address);
	if (narrowest === undefined || !wider.every(isWithin(service, narrowest))) return doing;
	return { operation: `${method} ${path}`, requires: [narrowest] };
}
