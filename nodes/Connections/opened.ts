/** A connection that the node is also set to, so that it can be looked into: n8n's API gives nothing of what it holds. */
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../connection/connection';
import { ConnectionFailure } from '../../connection/failure/failure';
import type { Service } from '../../connection/model/service';
import { credentialTypeOf, variantsOf } from '../../connection/model/service';
import type { Host } from '../../operation/host';
import { services } from '../../services';
import { n8n } from '../../services/n8n';
import { kindOf } from './usage/catalogue';

const NONE = 'none';

/** Every type of connection of this package, but the node's own. */
const types = services
	.filter(({ name }) => name !== n8n.name)
	.flatMap((service: Service) =>
		variantsOf(service).map((variant) => ({
			type: credentialTypeOf(service, variant),
			label: `${service.displayName} (${variant === 'oauth2' ? 'OAuth2' : service.apiKey?.label})`,
		})),
	);

/** The choice of the type of such a connection, whose own field then appears. */
export const openedField = (
	words: Pick<INodeProperties, 'displayName' | 'description'>,
): INodeProperties => ({
	...words,
	name: 'openedType',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'None', value: NONE },
		...types.map(({ type, label }) => ({ name: label, value: type })),
	],
	default: NONE,
});

/** What it must hold. */
export const openedType = z
	.enum([NONE, ...types.map(({ type }) => type)], { message: 'must be one of the choices' })
	.transform((type) => (type === NONE ? undefined : type));

/** The choice of several such types. */
export const openedTypesField = (
	words: Pick<INodeProperties, 'displayName' | 'description'>,
): INodeProperties => ({
	...words,
	name: 'openedTypes',
	type: 'multiOptions',
	options: types.map(({ type, label }) => ({ name: label, value: type })),
	default: [],
});

/** What it must hold. */
export const openedTypes = z
	.array(
		z
			.string()
			.refine((value) => types.some(({ type }) => type === value), 'must be some of the choices'),
		{ message: 'must be some of the choices' },
	)
	.default([]);

/** The fields for these connections, each shown when its type is among those chosen. */
export const openedSlotsOfMany: INodeCredentialDescription[] = types.map(({ type }) => ({
	name: type,
	required: true,
	displayOptions: { show: { openedTypes: [type] } },
}));

/** The fields for such connections, each shown when its type is chosen. */
export const openedSlots = (
	show: NonNullable<NonNullable<INodeCredentialDescription['displayOptions']>['show']>,
): INodeCredentialDescription[] =>
	types.map(({ type }) => ({
		name: type,
		required: true,
		displayOptions: { show: { ...show, openedType: [type] } },
	}));

/** A connection that is chosen to be looked into. */
export interface Chosen {
	readonly id: string | null;
	/** @throws what `openConnection` does */
	open(): Promise<Connection>;
}

/**
 * Which connection of the type is chosen, without looking into it: it may be broken.
 * @returns `undefined` where no type is
 * @throws ConnectionFailure when the type is chosen and no connection of it
 */
export function chosenOf(host: Host, type: string | undefined): Chosen | undefined {
	const kind = type === undefined ? undefined : kindOf(type);
	if (!kind) return undefined;
	const chosen = host.chosen(kind.service, kind.variant);
	if (!chosen) {
		const label = types.find((one) => one.type === type)?.label ?? type;
		throw new ConnectionFailure(`No connection of ${label} is chosen in this node`, {
			kind: 'input',
			advice: `Choose one under "Credential for ${kind.service.displayName}", or set the type to None.`,
		});
	}
	return { id: chosen.id, open: async () => await host.open(kind.service, kind.variant) };
}

/**
 * Opens the connection of the type that was chosen.
 * @returns `undefined` where none was
 * @throws ConnectionFailure when the type is chosen and no connection of it
 */
export const openChosen = async (
	host: Host,
	type: string | undefined,
): Promise<Connection | undefined> => await chosenOf(host, type)?.open();
