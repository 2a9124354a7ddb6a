/** The types of connections with which a request can be sent: every service of the catalogue, in each of its variants. */
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

import type { Service, Variant } from '../../connection/model/service';
import { credentialTypeOf, variantLabel, variantsOf } from '../../connection/model/service';
import { services } from '../../services';
import { n8n } from '../../services/n8n';

/** A service, and one way in which it authorizes. */
export interface ConnectionType {
	readonly service: Service;
	readonly variant: Variant;
	/** The name of the credential type. */
	readonly type: string;
}

/** All of them but n8n itself, which has the Connections node. */
const types: readonly ConnectionType[] = services
	.filter(({ name }) => name !== n8n.name)
	.flatMap((service) =>
		variantsOf(service).map((variant) => ({
			service,
			variant,
			type: credentialTypeOf(service, variant),
		})),
	);

const byType = new Map(types.map((one) => [one.type, one]));

/** The type of connection by the value of the field; `undefined` where none is chosen. */
export const connectionTypeOf = (value: unknown): ConnectionType | undefined =>
	typeof value === 'string' ? byType.get(value) : undefined;

/**
 * The choice of the service and its variant. It has an entry without a slot on purpose: a field of which each choice has a slot
 * of its own n8n's editor takes for the node's authentication field, hides it, and merges the slots (n8n-editor-ui (npm):
 * getMainAuthField).
 */
export const connectionTypeField: INodeProperties = {
	displayName: 'Service',
	name: 'connectionType',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Select a Service', value: '' },
		...types.map(({ service, variant, type }) => ({
			name: `${service.displayName} (${variantLabel(service, variant)})`,
			value: type,
		})),
	],
	default: '',
};

/** A slot for each type, shown when it is chosen. */
export const connectionSlots: INodeCredentialDescription[] = types.map(({ type }) => ({
	name: type,
	required: true,
	displayOptions: { show: { connectionType: [type] } },
}));
