/** Runs any operation of any node against answers of a test, and says what was sent and what came of it. */
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	INodeParameters,
} from 'n8n-workflow';

import type { Variant } from '../../connection/model/service';
import { runOperation } from '../../operation/run';
import type { Script } from '../builders';
import { host } from '../builders';
import type { Row } from '../catalogue';
import { stored } from './connected';

/** How an operation is run. */
export interface Wanted {
	readonly row: Row;
	readonly variant: Variant;
	readonly parameters: INodeParameters;
	readonly script: Script;
	readonly credentials?: ICredentialDataDecryptedObject;
	/** The `json` of the item. */
	readonly item?: Readonly<Record<string, unknown>>;
}

/** What became of it. */
export interface Ran {
	readonly requests: readonly IHttpRequestOptions[];
	/** What it put out, errors of items among it. */
	readonly items: readonly IDataObject[];
	/** The errors of its items, and one that ended the run. */
	readonly errors: readonly unknown[];
	readonly logged: readonly string[];
}

/** Runs an operation over one item, going on where it fails. */
export async function run({
	row,
	variant,
	parameters,
	script,
	credentials,
	item = {},
}: Wanted): Promise<Ran> {
	const { service, resources, resource, operation } = row;
	const { context, requests, logged } = host({
		service,
		variant,
		credentials: credentials ?? stored(service, variant),
		script,
		resources,
		items: [item as IDataObject],
		parameters: { resource, operation, returnAll: true, ...parameters },
		onError: 'continueRegularOutput',
	});
	try {
		const [items = []] = await runOperation(context, service, resources);
		return {
			requests,
			logged,
			items: items.map(({ json }) => json),
			errors: items.flatMap(({ error }) => (error ? [error] : [])),
		};
	} catch (error) {
		return { requests, logged, items: [], errors: [error] };
	}
}
