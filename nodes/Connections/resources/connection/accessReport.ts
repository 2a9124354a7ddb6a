import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { missing, surplus } from '../../../../connection/model/permissions';
import type { Service } from '../../../../connection/model/service';
import { variantOf } from '../../../../connection/model/service';
import { asFailure } from '../../../../operation/group';
import { credentialPages } from '../../api/credentials';
import { filters, filtersField, isMeant } from '../../filters';
import type { Chosen } from '../../opened';
import { chosenOf, openedField, openedType } from '../../opened';
import { managing } from '../../declared';
import { operation } from '../../operation';
import { shownCredential } from '../../record';
import { kindOf } from '../../usage/catalogue';
import type { Needs } from '../../usage/needs';
import { labelled, needsOf } from '../../usage/needs';
import { usageOf } from '../../usage/usage';

/** Permissions as a person reads them; `null` where they are not known. */
const orUnknown = (service: Service, names: readonly string[] | undefined) =>
	names ? labelled(service, names) : null;

/** What to do about permissions that nothing needs. */
function adviceOn(
	{ service, variant, dialogUrl }: Connection,
	removable: readonly string[],
	{ unknown }: Needs,
): string {
	if (removable.length === 0) return 'Nothing: all of it is needed.';
	const labels = labelled(service, removable).map(({ label }) => `"${label}"`);
	if (unknown.length > 0) {
		return `Nothing yet needs ${labels.join(', ')} as far as is known, but it is not known of all nodes what they need: look at those under "unknown" first.`;
	}
	return variant === 'oauth2'
		? `Untick ${labels.join(', ')} under Permissions and reconnect: ${dialogUrl}`
		: `Make a ${service.apiKey?.label} without the right to ${labels.join(', ')} and paste it: ${dialogUrl}`;
}

/** What a connection has, beside what its workflows need. */
async function compare(opened: Connection, needs: Needs): Promise<IDataObject> {
	const { service, variant } = opened;
	const [account, known] = await Promise.all([opened.account(), opened.permissions()]);
	const required = [...needs.required.keys()];
	const held = known.granted ?? known.requested;
	const removable = held ? surplus(service, required, held) : [];
	return {
		account: { id: account.id, name: account.name },
		access: variantOf(service, variant).access,
		requested: orUnknown(service, known.requested),
		granted: orUnknown(service, known.granted),
		missing: held ? labelled(service, missing(service, required, known)) : null,
		surplus: held ? labelled(service, removable) : null,
		surplusIsCertain: held ? needs.unknown.length === 0 : null,
		advice: held ? adviceOn(opened, removable, needs) : variantOf(service, variant).accessNotice,
	};
}

/** The comparison, or why there is none: a connection that is broken does not take away the report on the others. */
async function compareIfPossible(chosen: Chosen, needs: Needs): Promise<IDataObject> {
	try {
		return await compare(await chosen.open(), needs);
	} catch (error) {
		const { message, advice } = asFailure(error);
		return { error: message, advice };
	}
}

/** What the workflows need of a connection, and who. */
const shownNeeds = (service: Service | undefined, { required, unknown }: Needs): IDataObject => ({
	required: [...required].map(([name, neededBy]) => ({
		...labelled(service, [name])[0],
		neededBy: neededBy.map((one) => ({ ...one })),
	})),
	unknown: unknown.map((one) => ({ ...one })),
});

/** What connections may do, beside what their workflows need of them. */
export const accessReport = operation({
	...managing.accessReport,
	action: 'Report on the access of connections',
	description:
		'Say which permissions the workflows of each connection need, and what the connection that you choose has too many or too few of',
	fields: [
		filtersField,
		openedField({
			displayName: 'Compare With What Is Granted',
			description:
				'The type of a connection to look into: what was requested and granted can be read only from a connection that is chosen in this node',
		}),
	],
	input: z.object({ filters, openedType }),
	list: async function* (connection, { filters: wanted, openedType: type }, _limit, host) {
		const chosen = chosenOf(host, type);
		const usage = await usageOf(connection, host);
		for await (const page of credentialPages(connection)) {
			const meant = page.filter((credential) => isMeant(credential, wanted, usage));
			const reports: IDataObject[] = [];
			for (const credential of meant) {
				const needs = needsOf(usage.of(credential.id));
				const isChosen = chosen?.id === credential.id;
				reports.push({
					...shownCredential(connection, credential),
					...shownNeeds(kindOf(credential.type)?.service, needs),
					compared: isChosen ? await compareIfPossible(chosen, needs) : null,
				});
			}
			yield reports;
		}
	},
});
