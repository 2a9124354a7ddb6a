import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { authenticationProperty, resourceProperties } from '../../operation/describe';
import type { NeedingNode, NodeNeeds } from '../../operation/needs';
import { runOperation } from '../../operation/run';
import { boostspaceIntegrator } from '../../services/boostspaceIntegrator';
import { searchConnections } from './listSearch/searchConnections';
import { searchOrganizations } from './listSearch/searchOrganizations';
import { searchScenarios } from './listSearch/searchScenarios';
import { searchTeams } from './listSearch/searchTeams';
import { resources } from './resources';

export class BoostspaceIntegrator implements INodeType, NeedingNode {
	description: INodeTypeDescription = {
		displayName: 'Boost.space Integrator',
		name: 'boostspaceIntegrator',
		icon: {
			light: 'file:boostspaceIntegrator.svg',
			dark: 'file:boostspaceIntegrator.dark.svg',
		},
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Work with the connections and scenarios of Boost.space Integrator',
		defaults: { name: 'Boost.space Integrator' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'boostspaceIntegratorConnectionApi', required: true }],
		properties: [
			...authenticationProperty(boostspaceIntegrator),
			...resourceProperties(boostspaceIntegrator, resources),
		],
	};

	needs: NodeNeeds = { resources };

	methods = {
		listSearch: { searchConnections, searchOrganizations, searchScenarios, searchTeams },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, boostspaceIntegrator, resources);
	}
}
