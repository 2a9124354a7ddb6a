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
import { boostspace } from '../../services/boostspace';
import { getLabels, getModules, getSpaces, getStatusSystems } from './choices';
import { getCustomFields } from './customFields';
import { searchGroups } from './listSearch/searchGroups';
import { searchModules } from './listSearch/searchModules';
import { searchSpaces } from './listSearch/searchSpaces';
import { searchStatusSystems } from './listSearch/searchStatusSystems';
import { resources } from './resources';

export class Boostspace implements INodeType, NeedingNode {
	description: INodeTypeDescription = {
		displayName: 'Boost.space',
		name: 'boostspace',
		icon: { light: 'file:boostspace.svg', dark: 'file:boostspace.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Work with the records, spaces, modules and fields of Boost.space',
		defaults: { name: 'Boost.space' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'boostspaceConnectionApi', required: true }],
		properties: [
			...authenticationProperty(boostspace),
			...resourceProperties(boostspace, resources),
		],
	};

	needs: NodeNeeds = { resources };

	methods = {
		listSearch: { searchGroups, searchModules, searchSpaces, searchStatusSystems },
		loadOptions: { getLabels, getModules, getSpaces, getStatusSystems },
		resourceMapping: { getCustomFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, boostspace, resources);
	}
}
