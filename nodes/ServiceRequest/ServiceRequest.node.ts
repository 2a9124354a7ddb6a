import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { resourceProperties } from '../../operation/describe';
import type { NeedingNode, NodeNeeds } from '../../operation/needs';
import { runOperation } from '../../operation/run';
import { serviceResources } from '../../operation/serviceRequest';
import { connectionSlots, connectionTypeField, connectionTypeOf } from './connectionTypes';
import { anyService } from './anyService';
import { neededBy } from './needed';

export class ServiceRequest implements INodeType, NeedingNode {
	description: INodeTypeDescription = {
		displayName: 'Service Request',
		name: 'serviceRequest',
		icon: { light: 'file:serviceRequest.svg', dark: 'file:serviceRequest.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["connectionType"]}}',
		description:
			'Send any request to a service with a connection, and see what the connection may do',
		defaults: { name: 'Service Request' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: connectionSlots,
		properties: [
			connectionTypeField,
			...resourceProperties(anyService, serviceResources(anyService)),
		],
	};

	needs: NodeNeeds = { resources: serviceResources(anyService), decidedBy: ['method', 'path'] };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const chosen = connectionTypeOf(this.getNodeParameter('connectionType', 0));
		if (!chosen) {
			throw new NodeOperationError(this.getNode(), 'No service is selected', {
				description: 'Select one under "Service", then a connection.',
			});
		}
		const { service, variant } = chosen;
		const resources = serviceResources(service, neededBy(service, variant));
		return await runOperation(this, service, resources, variant);
	}
}
